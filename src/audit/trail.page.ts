import { counted } from '../counted.js';
import { formatExact, formatMoment } from '../londonTime.js';
import { paths } from '../paths.js';
import { ACTIONS, SUBJECTS } from './actions.js';
import type { Reckoned, Reckoning } from './reckoning.js';
import type { findSealed, TrailEntry } from './trail.store.js';
import { brokenWords } from './verifyAudit.js';

export const ENTRIES_PER_PAGE = 100;

/** What was asked for, as it was typed: days of London, both included, such as `30/1/2017`. */
export interface AskedTrail {
  words: string;
  subject: string;
  from: string;
  to: string;
}

interface Sealed {
  /** null: nothing is */
  last: Awaited<ReturnType<typeof findSealed>>;
  reckoning: Reckoning;
  /** undefined: it is still being reckoned */
  verdict: Reckoned | undefined;
}

const NO_DAY = 'Enter a day such as 30/1/2017';

/**
 * SECAS's view of the audit trail, the newest first.
 * @param below undefined: the first page
 * @param wrong the fields that hold no day
 */
export function trailPage(
  asked: AskedTrail,
  { entries, more }: { entries: TrailEntry[]; more: boolean },
  sealed: Sealed,
  below: number | undefined,
  wrong: ('from' | 'to')[],
) {
  const filtered = Object.values(asked).some((value) => value !== '');
  return {
    title: 'Audit trail',
    breadcrumbs: [{ text: 'Desk', href: paths.desk() }, { text: 'Audit trail' }],
    lead: 'Everything that changed something, and every look at something confidential: by whom, and when. It never holds what was answered.',
    ...sealNote(sealed),
    errors: wrong.map((field) => ({
      text: `${field === 'from' ? 'From' : 'To'}: ${NO_DAY.toLowerCase()}`,
      href: `#${field}`,
    })),
    search: searchForm(asked, filtered, wrong),
    download: { text: 'Download these entries as CSV', href: address(paths.deskAuditCsv(), asked) },
    table: entries.length > 0 && {
      caption: filtered ? 'Entries found' : 'Entries',
      captionHidden: true,
      columns: [{ text: 'When' }, { text: 'Who' }, { text: 'What' }, { text: 'About' }, { text: 'Detail' }],
      rows: entries.map((entry) => [
        whenOf(entry),
        entry.person
          ? {
              text: entry.person.name,
              href: paths.deskPerson({ id: entry.person.id }),
              note: entry.person.email,
            }
          : 'The portal',
        ACTIONS[entry.action] ?? entry.action,
        { lines: [entry.consultation, entry.organisation].filter((one) => one !== null) },
        detailOf(entry),
      ]),
    },
    empty: {
      title: filtered ? 'Nothing found' : 'Nothing is recorded yet',
      text: filtered
        ? 'Try part of a name, an e-mail address or a consultation’s reference, or a longer time.'
        : 'What people do stands here as soon as they have done it.',
    },
    newest: below === undefined ? undefined : address(paths.deskAudit(), asked),
    older: more ? address(paths.deskAudit(), { ...asked, below: String(entries.at(-1)!.id) }) : undefined,
  };
}

/** How far it is sealed, and whether the seals hold: that a late one is there says nothing of those before it. */
function sealNote({ last, reckoning, verdict }: Sealed) {
  if (!last) return { sealed: 'Nothing is sealed yet: that happens within a minute.' };
  const upTo = `Sealed up to entry ${last.lastEntry} by seal ${last.seal}, at ${formatMoment(last.at)}.`;
  if (!verdict && reckoning.failed) {
    return {
      sealed: `${upTo} Whether every seal before it holds could not be reckoned just now. Open this page again.`,
    };
  }
  if (!verdict) {
    const soFar = `${counted(reckoning.progress, 'holds', 'hold')} so far`;
    return {
      sealed: `${upTo} Whether every seal before it holds is being reckoned again: ${soFar}. Open this page again in a while.`,
    };
  }
  if (!verdict.broken) {
    return {
      sealed: `${upTo} ${counted(verdict.seals, 'seal was', 'seals were')} reckoned again at ${formatMoment(verdict.beganAt)}, and all of them hold: no entry up to the last of these had been altered, removed or added.`,
    };
  }
  return {
    sealed: upTo,
    broken: {
      warning: true,
      title: brokenWords(verdict.broken),
      text: `Each seal stands on the one before it: from seal ${verdict.broken.seal} on none proves that its entries are as they were written, the newest included. Tell whoever runs the portal: “portal verify audit” reckons it again, and a backup of the database shows what stood there.`,
    },
  };
}

/** `17:00:00.123`, and below it the day and the entry's number. */
function whenOf({ id, at }: TrailEntry) {
  const [time, day] = formatExact(at).split(' on ');
  return { text: time, time: at.toString(), note: `${day} · entry ${id}` };
}

function searchForm({ words, subject, from, to }: AskedTrail, filtered: boolean, wrong: string[]) {
  const day = (name: string, label: string, value: string) => ({
    name,
    label,
    value,
    error: wrong.includes(name) ? NO_DAY : undefined,
    autocomplete: 'off',
  });
  return {
    action: paths.deskAudit(),
    words: {
      name: 'words',
      label: 'Person, organisation, consultation or detail',
      type: 'search',
      value: words,
      spellcheck: false,
    },
    subject: {
      name: 'subject',
      label: 'What',
      value: subject,
      items: [
        { value: '', text: 'Everything' },
        ...Object.entries(SUBJECTS).map(([value, text]) => ({ value, text })),
      ],
    },
    from: day('from', 'From day', from),
    to: day('to', 'To day', to),
    clear: filtered ? paths.deskAudit() : undefined,
  };
}

/** `version: all, parties: 3`; never more than that it says which thing it was. */
export const detailOf = ({ detail }: Pick<TrailEntry, 'detail'>): string =>
  Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${named(name)}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');

/** `tookOver` → `took over` */
const named = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function address(path: string, given: Record<string, string> | AskedTrail): string {
  const said = Object.entries(given).filter(([, value]) => value !== '');
  return said.length > 0 ? `${path}?${new URLSearchParams(said).toString()}` : path;
}
