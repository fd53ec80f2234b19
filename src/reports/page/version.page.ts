import { paths } from '../../paths.js';
import type { Viewer } from '../../people/viewer.js';
import { maySeeVersion } from '../access.rules.js';
import { queryOf } from '../address.js';
import type { Report } from '../report.js';
import { momentWords, saidOf, versionNamed } from '../words.js';

/** Which version one reads, and the way to another that one may read too. */
export function versionNote(report: Report, viewer: Pick<Viewer, 'secas' | 'confidential'>) {
  const { version, edition, everybody } = report;
  const { reference } = report.consultation;
  const text = versionNamed(report);
  const page = paths.panelConsultation({ reference });
  if (version === 'public' && edition) {
    return {
      tag: { text: 'Public version', tone: 'good' },
      text: `${momentWords(report)} What is confidential or redacted is left out, and a mark stands in its place.`,
      other: everybody
        ? undefined
        : { text: 'Every version that was published', href: paths.deskPublication({ reference }) },
    };
  }
  if (version === 'public') {
    return {
      tag: { text, tone: 'warn' },
      text: 'This is what everybody would read if you published it now. Nobody but SECAS sees it before.',
      other: { text: 'Check and publish', href: paths.deskPublication({ reference }) },
    };
  }
  if (version === 'issuer') {
    return {
      tag: { text, tone: 'warn' },
      text: saidOf(report),
      other: { text: 'The issuer’s pack', href: paths.deskIssuersPack({ reference }) },
    };
  }
  if (version === 'confidential') {
    return {
      tag: { text, tone: 'warn' },
      text: 'Do not pass this version on. It is for readers who may see confidential material.',
      other: { text: 'The version for all', href: page },
    };
  }
  return {
    tag: { text, tone: 'neutral' },
    text: 'What is confidential is left out, and a placeholder stands in its place.',
    other: maySeeVersion(viewer, 'confidential')
      ? { text: 'The version with confidential material', href: page + queryOf({ version: 'confidential' }) }
      : undefined,
  };
}
