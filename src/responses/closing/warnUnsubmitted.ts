import type { Chaseable } from '../../collation/chasing/chase.rules.js';
import { lettersOnSchedule } from '../../collation/chasing/chase.store.js';
import { alsoNotHeardFrom } from '../../collation/chasing/reminderMail.js';
import { listHad, lockChasing, type Had } from '../../collation/chasing/reminders.store.js';
import { writeReminders } from '../../collation/chasing/writeReminders.js';
import { listed } from '../../counted.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { formatDeadline, londonDate } from '../../londonTime.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import { signOffState } from '../approving/approving.rules.js';
import { signOffWords } from '../approving/signOffWords.js';
import { instructionWords } from '../awaited.page.js';
import { keptBackBy } from '../awaited.rules.js';
import { dueWarning, EARLIEST_WARNING, type Warning } from './closing.rules.js';
import { listHeldDrafts, listWritten, type HeldDraft } from './unsubmitted.store.js';

interface Due {
  draft: HeldDraft;
  warning: Warning;
  /** the London day that it is for */
  day: string;
  key: string;
}

/**
 * Warns the representatives of every organisation that holds a draft which is not submitted: 5 Working Days, 1 Working
 * Day and 2 hours before its deadline, each once for a deadline; one that is moved is warned of anew. Several processes
 * may call it at once. Who has been reminded of the draft's Parties that day is not warned of it as well; a warning also
 * names the Parties of which nothing has been heard, where these are reminded of that day (docs/decisions/0025).
 */
export async function warnUnsubmitted(deps: Pick<Deps, 'db' | 'clock' | 'config'>): Promise<void> {
  const now = deps.clock.now();
  const drafts = await listHeldDrafts(deps.db, now, now.add(EARLIEST_WARNING));
  const due = drafts.flatMap((draft): Due[] => {
    const found = dueWarning(draft.closesAt, draft.startedAt, now);
    if (!found) return [];
    const { warning, at } = found;
    const key = `closing:${draft.responseId}:${warning}:${draft.closesAt.toString()}`;
    return [{ draft, warning, day: londonDate(at), key }];
  });
  const fresh = await notWritten(deps.db, due);
  for (const id of new Set(fresh.map(({ draft }) => draft.consultation.id))) {
    const own = fresh.filter(({ draft }) => draft.consultation.id === id);
    await warnOf(deps, id, own, now);
  }
}

/** The first representative's mail stands for all of them: they are written together. */
async function notWritten(db: Db, due: Due[]): Promise<Due[]> {
  if (due.length === 0) return [];
  const written = await listWritten(
    db,
    due.map(({ key }) => key),
  );
  return due.filter((one) => !written.has(one.key));
}

async function warnOf(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  consultationId: string,
  found: Due[],
  now: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    await lockChasing(trx, consultationId);
    const due = await notWritten(trx, found);
    if (due.length === 0) return;
    const had = await listHad(trx, consultationId, due.map(({ day }) => day).toSorted()[0]!);
    const letters = await lettersOnSchedule(trx, consultationId, now);
    const told = new Set<string>();
    const written = due.flatMap(({ draft, warning, day, key }) =>
      draft.holders
        .filter(({ id }) => !isReminded(had, id, draft, day))
        .map((holder, index) => {
          const letter = letters.find(({ to, day: on }) => to.id === holder.id && on === day);
          // Of several warnings the first names them, and a reminder of that day did so before.
          const already =
            told.has(holder.id) || had.some((one) => one.personId === holder.id && one.day === day);
          const also = letter && !already ? letter.parties : [];
          told.add(holder.id);
          return {
            reminder: {
              personId: holder.id,
              forDay: day,
              occasion: warning,
              responseId: draft.responseId,
              partyIds: [...new Set([...draft.partyIds, ...also.map(({ id }) => id)])],
            },
            mail: {
              ...warningMail(config, holder, draft, warning, now, also),
              dedupeKey: index === 0 ? key : `${key}:${holder.id}`,
            },
          };
        }),
    );
    await writeReminders(trx, consultationId, written, now);
  });
}

/** A reminder of the draft's Parties was sent for this day, by hand: one mail for one thing on one day. */
const isReminded = (had: Had[], personId: string, draft: HeldDraft, day: string): boolean =>
  had.some(
    (one) =>
      one.personId === personId &&
      one.responseId === null &&
      one.day === day &&
      one.partyIds.some((id) => draft.partyIds.includes(id)),
  );

function warningMail(
  config: Deps['config'],
  to: HeldDraft['holders'][number],
  draft: HeldDraft,
  warning: Warning,
  now: Instant,
  also: Chaseable[],
): NewMail {
  const { organisation, consultation, closesAt, amongSeveral, submittedVersion, instruction } = draft;
  const goes = instruction !== null && !keptBackBy(draft);
  const whom = amongSeveral.length > 0 ? ` for ${listed(amongSeveral)}` : '';
  return {
    kind: 'closing',
    priority: PRIORITY.notice,
    personId: to.id,
    to: to.email,
    subject: `${goes ? 'Left to be submitted' : 'Not submitted'}: ${consultation.reference} closes in ${warning}`,
    body: layoutMail(config, [
      `Dear ${to.name},`,
      `“${consultation.title}” (${consultation.reference}) closes at ${formatDeadline(closesAt)}.`,
      submittedVersion === null
        ? `${organisation.name} has begun a response${whom} that is not submitted.${goes ? '' : ' A draft, however complete, is not a response.'}`
        : `${organisation.name} has changed its response${whom} since it was last submitted. The changes are not submitted: what was submitted before counts, without them.`,
      ...awaitedWords(draft, to.id, now),
      whatToDo(draft, to.id, goes, config.baseUrl),
      ...alsoNotHeardFrom(also),
    ]),
  };
}

/** What it waits for: said instead of leaving the reader to find out on the page. */
function awaitedWords(draft: HeldDraft, personId: string, now: Instant): string[] {
  const { signOff, version, instruction, closesAt } = draft;
  const looking = { viewerId: personId, now };
  return [
    ...(signOff ? [`${signOffWords(signOff, version, personId)}.`] : []),
    ...(instruction ? [`${instructionWords({ ...draft, instruction }, closesAt, looking)}.`] : []),
  ];
}

function whatToDo(draft: HeldDraft, personId: string, goes: boolean, baseUrl: string): string {
  const { responseId: id, signOff, version } = draft;
  const check = baseUrl + paths.check({ id });
  if (goes) return `See what will be submitted, or submit it before:\n${check}`;
  if (!signOff || signOffState(signOff, version) === 'approved') return `Check it and submit it:\n${check}`;
  return signOff.approver.id === personId
    ? `Read it, and approve it or return it with a note:\n${baseUrl + paths.approve({ id })}`
    : `See it, and ask for the approval:\n${check}`;
}
