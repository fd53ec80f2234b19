import type { Consultation } from '../../consultations/consultations.store.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { placeOf } from '../place.js';
import { shortened } from './newPoint.page.js';
import { groupsShown } from './pointShown.js';
import type { Publication, PublishedPoint } from './published.store.js';
import type { ToPublish } from './publishDispositions.js';

/** What everybody reads. */
export function publishedPage(
  { reference, title }: Consultation,
  version: Publication,
  all: { publications: Publication[]; points: PublishedPoint[]; theirs: Set<string> },
) {
  const [latest] = all.publications;
  const address = paths.dispositions({ reference });
  return {
    title: `${reference}: dispositions`,
    breadcrumbs: [
      { text: 'Consultations', href: paths.front() },
      { text: reference, href: paths.consultation({ reference }) },
      { text: 'Dispositions' },
    ],
    heading: {
      text: 'Dispositions',
      caption: `${reference} · ${title}`,
      lead: 'What was said, and what SECAS and the Panel reply.',
    },
    earlier:
      latest && latest.id !== version.id
        ? {
            warning: true,
            text: `This is version ${version.number}. Version ${latest.number} took its place.`,
            link: { text: 'Read the latest version', href: address },
          }
        : undefined,
    when: `Version ${version.number}, published at ${formatMoment(version.publishedAt)}.`,
    explained:
      'Each point is put in the words of SECAS. Responses are counted, not names; what was said in confidence is counted only where that gives nobody away.',
    yours: all.theirs.size > 0 ? yoursNote(all.points, all.theirs) : undefined,
    groups: groupsShown(all.points, all.theirs),
    versions: all.publications
      .filter(({ id }) => id !== version.id)
      .map(({ number, publishedAt }) => ({
        text: `Version ${number}, published at ${formatMoment(publishedAt)}`,
        href: `${address}?version=${number}`,
      })),
  };
}

function yoursNote(points: PublishedPoint[], theirs: Set<string>) {
  const own = points.filter(({ pointId }) => theirs.has(pointId));
  return {
    title: own.length === 1 ? 'You raised one of these points' : `You raised ${own.length} of these points`,
    links: own.map(({ pointId, summary }) => ({ text: shortened(summary, 80), href: `#point-${pointId}` })),
  };
}

/** What would be published now, as it would be read, and what is left to do first. */
export function previewPage(consultation: Consultation, now: ToPublish, conflict?: string) {
  const { reference } = consultation;
  const place = placeOf(consultation, 'dispositions', 'Preview and publish');
  const may = now.obstacles.length === 0;
  return {
    ...place,
    title: `${reference}: publish the dispositions`,
    errors: conflict ? [{ text: conflict, href: '#left' }] : [],
    heading: { text: 'Preview and publish', caption: place.caption },
    left: may
      ? undefined
      : now.obstacles.map(({ text, pointId, of }) => ({
          text,
          point: pointId
            ? { text: shortened(of ?? '', 100), href: paths.deskPoint({ reference, point: pointId }) }
            : undefined,
        })),
    confirm: may
      ? {
          text: `This becomes version ${now.number}. Everybody can read it, it stays as it is, and the representatives of every organisation whose response counts are told by mail.`,
          action: paths.deskPublishDispositions({ reference }),
          mark: now.mark,
          buttons: [
            { text: `Publish version ${now.number}` },
            { text: 'Cancel', kind: 'link', href: paths.deskDispositions({ reference }) },
          ],
        }
      : undefined,
    groups: groupsShown(now.points, new Set()),
  };
}
