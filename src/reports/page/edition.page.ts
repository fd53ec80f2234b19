import { Temporal } from 'temporal-polyfill';
import { capital, counted } from '../../counted.js';
import { formatMoment, formatTime } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { SETTLED, type Waiting } from '../editions/due.store.js';
import { nextNumber, numberText } from '../editions/edition.rules.js';
import { changesTold, makingWords, WHAT_CHANGED } from '../editions/editionWords.js';
import type { Edition } from '../editions/editions.store.js';
import type { Report } from '../report.js';
import { editionLink } from './links.js';
import type { ReportRead } from './readPage.js';

/**
 * Which edition one reads, what changed since the one before, and the way to the others. Everybody reads the one that is
 * public, of which the note above it tells all but whether its files are there.
 */
export function editionShown({ report, editions, downloaded, anew, waiting }: ReportRead) {
  const { edition, everybody } = report;
  if (!edition) return undefined;
  const making = edition.completedAt ? undefined : makingWords(edition);
  // Of many that wait at once each would ask again and again: it does not reload itself.
  if (everybody) return { making };
  const others = editions.filter(({ id }) => id !== edition.id);
  const changes = changesTold(edition);
  const newest = editions.find(({ recalled }) => !recalled)!;
  return {
    text: `${capital(nameOf(edition))}, frozen ${formatMoment(edition.frozenAt)}.`,
    newer: newest.id === edition.id ? undefined : newerThan(report, newest),
    making,
    comes: true,
    waiting: waiting && waitingShown(report, edition, waiting),
    seen: downloaded === undefined ? undefined : seenWords(downloaded, edition, anew.size),
    changes: changes.length > 0 ? { title: WHAT_CHANGED, items: changes } : undefined,
    others:
      others.length > 0
        ? {
            summary: `Other versions (${others.length})`,
            links: others.map((one) => ({
              text: `${capital(nameOf(one))}, frozen ${formatMoment(one.frozenAt)}`,
              href: one.recalled ? undefined : editionLink(report, one),
              note: one.recalled
                ? 'Not to be had any more: a consent was taken back, and it tells what is confidential again.'
                : undefined,
            })),
          }
        : undefined,
  };
}

const nameOf = ({ number }: Edition): string =>
  number.major === 0 ? `version ${numberText(number)}, before the closure` : `version ${numberText(number)}`;

const newerThan = (report: ReportRead['report'], latest: Edition) => ({
  text: `There is a newer version, ${numberText(latest.number)}.`,
  href: editionLink(report, latest),
});

/** What SECAS did is told once it has settled, or as soon as SECAS asks. */
function waitingShown(
  { consultation: { reference }, version, closedAt }: Report,
  edition: Edition,
  waiting: Waiting,
) {
  const { changes, lastAt, asked, lookedAt } = waiting;
  const [now, next] = [edition.number, nextNumber(closedAt !== null, edition.number)].map(numberText);
  if (asked)
    return {
      text: `Version ${next} is being made, unless it would say the same as version ${now}.`,
      comes: true,
    };
  if (changes > 0) {
    const when = lastAt
      ? ` If nothing more changes, version ${next} is made at ${formatTime(lastAt.add(SETTLED))}.`
      : ` Version ${next} is made in a few seconds.`;
    return {
      text: `${counted(changes, 'change')} since version ${now} ${changes === 1 ? 'is' : 'are'} not in the report yet.${when}`,
      form: {
        action: paths.nextEdition({ reference }),
        hidden: [
          { name: 'version', value: version },
          { name: 'since', value: now },
        ],
        button: { text: `Make version ${next} now`, kind: 'secondary' },
      },
    };
  }
  const sameSince = lookedAt && Temporal.Instant.compare(lookedAt, edition.frozenAt) > 0;
  return sameSince
    ? {
        text: `Version ${next} was asked for at ${formatMoment(lookedAt)}: it would say the same as version ${now}, so it was not made.${version === 'all' ? ' What refers to confidential material stands only in the version with it.' : ''}`,
      }
    : undefined;
}

function seenWords(downloaded: string, { number }: Edition, anew: number): string {
  if (downloaded === numberText(number)) return 'You have downloaded this version.';
  const what = anew === 0 ? 'no response has changed' : `${counted(anew, 'response')} marked below`;
  return `You downloaded version ${downloaded}. Since then: ${what}.`;
}

/** What stands at a respondent who is told otherwise than in the version that the reader has. */
export const anewNote = ({ downloaded, anew }: ReportRead, submissionId: string): string[] =>
  anew.has(submissionId) ? [`New or changed since version ${downloaded}`] : [];
