import { Temporal } from 'temporal-polyfill';
import { placeOf } from '../../collation/place.js';
import { counted } from '../../counted.js';
import type { Problem } from '../../errors.js';
import { formProblems } from '../../http/formProblems.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { queryOf } from '../address.js';
import { findingsOf, statsOf } from './findingsShown.js';
import type { Preview, PreviewRead } from './preview.js';
import type { ListedPublication } from './published.store.js';
import { isPublicAs, whyNotPublished } from './publishResponses.js';

/** What came back with a problem. */
export interface TypedPublication {
  note?: string;
  reason?: string;
  problems?: Problem[];
}

/** What is public, what would be, what stands in the way, and the button. */
export function publicationPage(preview: Preview, typed: TypedPublication = {}) {
  const { consultation, publications, read, reading } = preview;
  const { reference, title } = consultation;
  const { errors, of } = formProblems(typed.problems ?? []);
  const whyNot = whyNotPublished(consultation);
  const current = publications[0]?.takenDown === null ? publications[0] : undefined;
  const isSame = read !== undefined && isPublicAs(publications, read.mark);
  const found = read && findingsOf(reference, read, isSame);
  return {
    ...placeOf(consultation, 'publication'),
    title: `${reference}: publish the responses`,
    errors,
    heading: {
      text: 'Publish the responses',
      caption: `${reference} · ${title}`,
      lead: 'What is not confidential and not redacted becomes readable for everybody, as it stands at this moment. Later changes do not alter it: to show them, publish a new version.',
    },
    current: currentNote(reference, current, isSame),
    takeDown: current && {
      action: paths.deskTakeDown({ reference }),
      summary: 'Take it down',
      open: of('reason') !== undefined,
      reason: {
        name: 'reason',
        label: 'Reason',
        hint: 'It is kept with your name and not shown to the public. Nobody can read the responses from then on; earlier versions do not come back.',
        rows: 2,
        value: typed.reason,
        error: of('reason'),
      },
      buttons: [{ text: 'Take the responses down', kind: 'warning' }],
    },
    whyNot: whyNot === undefined ? undefined : { text: whyNot },
    reading: reading !== undefined && {
      text: `Looking through what would be published: ${counted(reading, 'response')} so far.`,
      again: { text: 'See whether it is ready', href: paths.deskPublication({ reference }) },
    },
    stats: read && {
      title: isSame ? 'What is public now' : 'What would be published now',
      items: statsOf(read),
    },
    preview: read &&
      !isSame && {
        text: 'See it as everybody would',
        href: paths.panelConsultation({ reference }) + queryOf({ version: 'public' }),
        note: ', with its downloads, before it is public.',
      },
    issuersPack:
      consultation.kind === 'external'
        ? { text: 'Make the issuer’s pack', href: paths.deskIssuersPack({ reference }) }
        : undefined,
    blocking: found?.blocking,
    findings: found && {
      title: isSame ? 'What stands in what is public' : 'Look at this first',
      items: found.findings,
      none: isSame
        ? 'Nothing was found in it that should be looked at.'
        : 'Nothing was found that should be looked at first.',
    },
    form:
      read && found && found.blocking === undefined && !isSame
        ? publishForm(preview, read, found, typed, of)
        : undefined,
    earlier: earlierTable(reference, publications),
  };
}

function publishForm(
  { consultation: { reference }, publications }: Preview,
  { mark }: PreviewRead,
  { findings }: ReturnType<typeof findingsOf>,
  typed: TypedPublication,
  of: (field: string) => string | undefined,
) {
  const number = (publications[0]?.number ?? 0) + 1;
  return {
    action: paths.deskPublication({ reference }),
    seen: mark,
    note:
      number > 1
        ? {
            name: 'note',
            label: `What changed in version ${number}?`,
            hint: 'Everybody reads it, and respondents are told.',
            rows: 2,
            value: typed.note,
            error: of('note'),
          }
        : undefined,
    looked:
      findings.length > 0
        ? {
            name: 'looked',
            error: of('looked'),
            items: [{ value: 'yes', text: 'I have looked at each of these, and it can be published so' }],
          }
        : undefined,
    buttons: [{ text: number > 1 ? `Publish version ${number}` : 'Publish for everybody' }],
    told: 'Those who act for the organisations that responded are told by mail.',
  };
}

function currentNote(reference: string, current: ListedPublication | undefined, isSame: boolean) {
  if (!current) return { text: 'Nothing is public now.' };
  const { number, publishedAt, publishedBy, responses } = current;
  return {
    good: true,
    title: `Version ${number} is public`,
    text: `Published by ${publishedBy}, ${formatMoment(publishedAt)}, with ${counted(responses, 'response')}. ${isSame ? 'Nothing has changed since: another version would say the same.' : ''}`.trim(),
    link: { text: 'See what everybody reads', href: paths.publishedResponses({ reference }) },
  };
}

function earlierTable(reference: string, publications: ListedPublication[]) {
  if (publications.length === 0) return undefined;
  return {
    caption: 'Every version that was published',
    columns: [{ text: 'Version' }, { text: 'Published' }, { text: 'What changed' }, { text: 'Taken down' }],
    rows: publications.map(({ number, publishedAt, publishedBy, note, takenDown }) => [
      {
        text: String(number),
        href:
          paths.panelConsultation({ reference }) +
          queryOf({ version: 'public', edition: { number: { major: number, minor: 0 } } }),
      },
      { text: formatMoment(publishedAt), note: publishedBy },
      { text: note || 'The first version', verbatim: true },
      takenDown
        ? {
            text: formatMoment(Temporal.Instant.from(takenDown.at)),
            note: `${takenDown.by}: ${takenDown.reason}`,
          }
        : 'No',
    ]),
  };
}
