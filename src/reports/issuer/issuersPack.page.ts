import { placeOf } from '../../collation/place.js';
import { typedOf } from '../../consultations/deadlineEntry.js';
import { counted } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import type { Problem } from '../../errors.js';
import { formProblems } from '../../http/formProblems.js';
import { formatDate, formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { queryOf } from '../address.js';
import { nextNumber, numberText } from '../editions/edition.rules.js';
import type { Edition } from '../editions/editions.store.js';
import { changesTold, makingWords } from '../editions/editionWords.js';
import { findingsOf, statsOf } from '../published/findingsShown.js';
import type { Preview, PreviewRead } from '../published/preview.js';
import type { Forwarding } from './forwardings.store.js';
import { whyNoIssuersPack } from './makeIssuersPack.js';
import type { TypedForwarding } from './recordForwarding.js';

/** What came back with a problem. */
export interface TypedIssuers {
  forwarding?: TypedForwarding;
  problems?: Problem[];
}

interface Shown {
  preview: Preview;
  /** the latest first */
  editions: Edition[];
  forwardings: Forwarding[];
}

/** The pack that there is, what another would tell, the button, and to whom it went. */
export function issuersPackPage(
  { preview, editions, forwardings }: Shown,
  { forwarding, problems = [] }: TypedIssuers,
  at: Instant,
) {
  const { consultation, read, reading } = preview;
  const { reference, issuedBy } = consultation;
  const { errors, of } = formProblems(problems);
  const [latest] = editions;
  const place = placeOf(consultation, 'publication', 'The issuer’s pack');
  return {
    ...place,
    title: `${reference}: the issuer’s pack`,
    errors,
    heading: {
      text: 'The issuer’s pack',
      caption: place.caption,
      lead: `What SECAS forwards to ${issuedBy}: the views of the Parties as the public version would tell them now, with a placeholder for what is confidential. It is not published, and says so.`,
    },
    whyNot: note(whyNoIssuersPack(consultation)),
    latest: latest && latestNote(reference, latest),
    reading: reading !== undefined && {
      text: `Looking through what it would tell: ${counted(reading, 'response')} so far.`,
      again: { text: 'See whether it is ready', href: paths.deskIssuersPack({ reference }) },
    },
    next: read && nextPack(reference, read, latest, of),
    forward: editions.length > 0 ? forwardForm(reference, editions, forwarding, of, at) : undefined,
    forwardings: {
      caption: 'Forwarded',
      columns: [{ text: 'To' }, { text: 'When' }, { text: 'Version' }, { text: 'Note' }],
      rows: forwardings.map(({ to, on, edition, note: said, recordedBy, recordedAt }) => [
        { text: to, verbatim: true },
        { text: formatDate(on), note: `Recorded by ${recordedBy}, ${formatMoment(recordedAt)}` },
        edition,
        { text: said, verbatim: true },
      ]),
      empty: 'Nothing has been recorded yet.',
    },
    versions: editions.length > 0 ? versionsTable(reference, editions) : undefined,
  };
}

const note = (text: string | undefined) => (text === undefined ? undefined : { text });

const asMade = (edition: Edition): string => queryOf({ version: 'issuer', edition });

/** What there is, with its files once they are made; of one that is recalled nothing. */
function latestNote(reference: string, edition: Edition) {
  const name = `Version ${numberText(edition.number)}`;
  const made = `Made ${formatMoment(edition.frozenAt)}.`;
  if (edition.recalled) {
    return {
      note: {
        warning: true,
        title: `${name} cannot be had any more`,
        text: `${made} A consent was taken back since, and it tells what is confidential again. Make another.`,
      },
    };
  }
  const read = {
    text: 'Read it, or download a part of it',
    href: paths.panelConsultation({ reference }) + asMade(edition),
  };
  if (!edition.completedAt) return { making: `${name}. ${made} ${makingWords(edition)}` };
  return {
    note: { good: true, title: `${name} is ready`, text: made, link: read },
    buttons: [
      {
        text: `Download version ${numberText(edition.number)} (ZIP)`,
        href: paths.pack({ reference }) + asMade(edition),
      },
    ],
  };
}

function nextPack(
  reference: string,
  read: PreviewRead,
  latest: Edition | undefined,
  of: (field: string) => string | undefined,
) {
  const { blocking, findings } = findingsOf(reference, read, false);
  const look = paths.deskPublication({ reference });
  return {
    title: latest ? 'What another would tell now' : 'What it would tell now',
    stats: statsOf(read),
    preview: {
      text: 'See the responses as it would tell them',
      href: paths.panelConsultation({ reference }) + queryOf({ version: 'public' }),
    },
    blocking: blocking && {
      warning: true,
      title: 'It cannot be made yet: an organisation has submitted again since you redacted',
      text: 'Decide on the redactions of the earlier version, so that nothing is passed on that you had left out.',
      link: { text: 'Decide on them', href: look },
    },
    found: {
      titles: findings.map(({ title }) => title),
      look: { text: 'Look at them', href: `${look}#findings` },
    },
    form: blocking
      ? undefined
      : {
          action: paths.deskIssuersPack({ reference }),
          seen: read.mark,
          looked:
            findings.length > 0
              ? {
                  name: 'looked',
                  error: of('looked'),
                  items: [
                    { value: 'yes', text: 'I have looked at each of these, and it can be forwarded so' },
                  ],
                }
              : undefined,
          buttons: [
            {
              text: latest
                ? `Make version ${numberText(nextNumber(true, latest.number))}`
                : 'Make the issuer’s pack',
              kind: latest ? 'secondary' : undefined,
            },
          ],
        },
  };
}

function forwardForm(
  reference: string,
  editions: Edition[],
  typed: TypedForwarding | undefined,
  of: (field: string) => string | undefined,
  at: Instant,
) {
  const numbers = editions.map(({ number }) => numberText(number));
  return {
    action: paths.deskForwarded({ reference }),
    open: typed !== undefined,
    to: {
      name: 'to',
      label: 'To whom',
      hint: 'A name, or an e-mail address',
      value: typed?.to,
      error: of('to'),
    },
    on: { name: 'on', label: 'When', dateOnly: true, value: typed?.on ?? typedOf(at), error: of('on') },
    edition: {
      name: 'edition',
      label: 'Version',
      value: typed?.edition ?? numbers[0],
      error: of('edition'),
      items: numbers.map((number) => ({ value: number, text: number })),
    },
    note: { name: 'note', label: 'Note', optional: true, rows: 2, value: typed?.note, error: of('note') },
    buttons: [{ text: 'Record it', kind: 'secondary' }],
  };
}

const versionsTable = (reference: string, editions: Edition[]) => ({
  caption: 'Every version that was made',
  columns: [{ text: 'Version' }, { text: 'Made' }, { text: 'What changed' }],
  rows: editions.map((edition, index) => [
    edition.recalled
      ? { text: numberText(edition.number), note: 'Not to be had any more: a consent was taken back' }
      : {
          text: numberText(edition.number),
          href: paths.panelConsultation({ reference }) + asMade(edition),
        },
    formatMoment(edition.frozenAt),
    index === editions.length - 1
      ? 'The first version'
      : edition.changes.length > 0
        ? { lines: changesTold(edition) }
        : 'Nothing: the version before could not be had any more',
  ]),
});
