import { listRepresentativesOf, type Recipient } from '../../consultations/recipients.store.js';
import { listed } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { formatDeadline } from '../../londonTime.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, queueMail, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import { signOffState } from '../approving/approving.rules.js';
import { signOffWords } from '../approving/signOffWords.js';
import { instructionWords } from '../awaited.page.js';
import { keptBackBy } from '../awaited.rules.js';
import { dueWarning, EARLIEST_WARNING, type Warning } from './closing.rules.js';
import { listUnsubmitted, listWritten, type Unsubmitted } from './unsubmitted.store.js';

/**
 * Warns the representatives of every organisation that holds a draft which is not submitted: 5 Working Days, 1 Working
 * Day and 2 hours before its deadline, each once for a deadline; one that is moved is warned of anew. Several processes
 * may call it at once.
 */
export async function warnUnsubmitted({
  db,
  clock,
  config,
}: Pick<Deps, 'db' | 'clock' | 'config'>): Promise<void> {
  const now = clock.now();
  const drafts = await listUnsubmitted(db, now, now.add(EARLIEST_WARNING));
  const due = drafts.flatMap((draft) => {
    const warning = dueWarning(draft.closesAt, draft.startedAt, now);
    return warning
      ? [{ draft, warning, key: `closing:${draft.responseId}:${warning}:${draft.closesAt.toString()}` }]
      : [];
  });
  if (due.length === 0) return;
  // The first representative's mail stands for all of them: they are written together.
  const written = await listWritten(
    db,
    due.map(({ key }) => key),
  );
  for (const { draft, warning, key } of due.filter((one) => !written.has(one.key))) {
    const recipients = await listRepresentativesOf(db, draft.organisation.id);
    const mails = recipients.map((recipient, index) => ({
      ...warningMail(config, recipient, draft, warning, now),
      dedupeKey: index === 0 ? key : `${key}:${recipient.personId}`,
    }));
    await queueMail(db, mails);
  }
}

function warningMail(
  config: Deps['config'],
  to: Recipient,
  draft: Unsubmitted,
  warning: Warning,
  now: Instant,
): NewMail {
  const { organisation, consultation, closesAt, amongSeveral, submittedVersion, instruction } = draft;
  const goes = instruction !== null && !keptBackBy(draft);
  const whom = amongSeveral.length > 0 ? ` for ${listed(amongSeveral)}` : '';
  return {
    kind: 'closing',
    priority: PRIORITY.notice,
    personId: to.personId,
    to: to.email,
    subject: `${goes ? 'Left to be submitted' : 'Not submitted'}: ${consultation.reference} closes in ${warning}`,
    body: layoutMail(config, [
      `Dear ${to.name},`,
      `“${consultation.title}” (${consultation.reference}) closes at ${formatDeadline(closesAt)}.`,
      submittedVersion === null
        ? `${organisation.name} has begun a response${whom} that is not submitted.${goes ? '' : ' A draft, however complete, is not a response.'}`
        : `${organisation.name} has changed its response${whom} since it was last submitted. The changes are not submitted: what was submitted before counts, without them.`,
      ...awaitedWords(draft, to.personId, now),
      whatToDo(draft, to.personId, goes, config.baseUrl),
    ]),
  };
}

/** What it waits for: said instead of leaving the reader to find out on the page. */
function awaitedWords(draft: Unsubmitted, personId: string, now: Instant): string[] {
  const { signOff, version, instruction, closesAt } = draft;
  const looking = { viewerId: personId, now };
  return [
    ...(signOff ? [`${signOffWords(signOff, version, personId)}.`] : []),
    ...(instruction ? [`${instructionWords({ ...draft, instruction }, closesAt, looking)}.`] : []),
  ];
}

function whatToDo(draft: Unsubmitted, personId: string, goes: boolean, baseUrl: string): string {
  const { responseId: id, signOff, version } = draft;
  const check = baseUrl + paths.check({ id });
  if (goes) return `See what will be submitted, or submit it before:\n${check}`;
  if (!signOff || signOffState(signOff, version) === 'approved') return `Check it and submit it:\n${check}`;
  return signOff.approver.id === personId
    ? `Read it, and approve it or return it with a note:\n${baseUrl + paths.approve({ id })}`
    : `See it, and ask for the approval:\n${check}`;
}
