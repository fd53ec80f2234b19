import { listRepresentativesOf, type Recipient } from '../../consultations/recipients.store.js';
import type { Deps } from '../../deps.js';
import { formatDeadline } from '../../londonTime.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, queueMail, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
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
      ...warningMail(config, recipient, draft, warning),
      dedupeKey: index === 0 ? key : `${key}:${recipient.personId}`,
    }));
    await queueMail(db, mails);
  }
}

function warningMail(
  config: Deps['config'],
  to: Recipient,
  { responseId: id, organisation, consultation, closesAt, changed }: Unsubmitted,
  warning: Warning,
): NewMail {
  return {
    kind: 'closing',
    priority: PRIORITY.notice,
    personId: to.personId,
    to: to.email,
    subject: `Not submitted: ${consultation.reference} closes in ${warning}`,
    body: layoutMail(config, [
      `Dear ${to.name},`,
      `“${consultation.title}” (${consultation.reference}) closes at ${formatDeadline(closesAt)}.`,
      changed
        ? `${organisation.name} has changed its response since it was last submitted. The changes are not submitted: what was submitted before counts, without them.`
        : `${organisation.name} has begun a response that is not submitted. A draft, however complete, is not a response.`,
      `Check it and submit it:\n${config.baseUrl + paths.check({ id })}`,
    ]),
  };
}
