import type { AuditAction } from '../../audit/actions.js';
import { recordAudit } from '../../audit/audit.store.js';
import { closesFor } from '../../consultations/consultations.rules.js';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, NotPermitted } from '../../errors.js';
import { formatDeadline, londonDate } from '../../londonTime.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, queueMail, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import { findAddresses } from '../../people/people.store.js';
import { personOf, type Person, type Viewer } from '../../people/viewer.js';
import { getSubmitFacts, lockAs, type SubmitFacts } from '../submit.store.js';
import { assertMayRead, assertNotDiscarded } from '../rights.rules.js';
import { StaleDraft } from '../submitResponse.js';
import type { SignOff } from './approving.rules.js';
import { insertApproval, insertApprovalRequest } from './approving.store.js';

export const LONGEST_APPROVAL_NOTE = 5_000;

/**
 * Asks the named approver to look at a draft as it is now; they get a link by mail.
 * @param version the draft's version when it was shown
 * @throws NotFound, StaleDraft, Conflict when nothing has to be approved
 */
export async function askToApprove(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  viewer: Viewer,
  { responseId, version }: { responseId: string; version: number },
  at: Instant,
): Promise<{ approver: string }> {
  const by = personOf(viewer);
  return db.transaction(async (trx) => {
    const { draft, signOff } = await lockedDraft(trx, viewer, responseId, at);
    if (draft.version !== version) throw new StaleDraft();
    await insertApprovalRequest(trx, { responseId, version, by: by.id, at });
    await recordAudit(trx, entryOf('response.approval-asked', draft, by, at));
    const [approver] = await findAddresses(trx, [signOff.approver.id]);
    await queueMail(trx, approver ? [askedMail(config, draft, by, approver)] : []);
    return { approver: signOff.approver.name };
  });
}

/**
 * The approver approves a draft exactly as it was shown, or returns it with a note. Whoever asked, and those who may
 * submit, are told. Any change to the draft voids an approval.
 * @throws NotFound, NotPermitted for anybody but the approver, StaleDraft, Invalid when it is returned without a note
 */
export async function decideOnApproval(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  viewer: Viewer,
  decision: { responseId: string; version: number; approved: boolean; note: string },
  at: Instant,
): Promise<void> {
  const by = personOf(viewer);
  const note = decision.note.trim();
  await db.transaction(async (trx) => {
    const { draft, signOff } = await lockedDraft(trx, viewer, decision.responseId, at);
    if (signOff.approver.id !== by.id) {
      throw new NotPermitted(
        'Only the colleague who is named for it approves what your organisation submits.',
      );
    }
    if (draft.version !== decision.version) throw new StaleDraft();
    if (note.length > LONGEST_APPROVAL_NOTE) {
      throw new Invalid([{ field: 'note', text: 'Shorten the note to 5,000 characters or fewer' }]);
    }
    if (!decision.approved && note === '') {
      throw new Invalid([{ field: 'note', text: 'Say what should be changed before you return it' }]);
    }
    await insertApproval(trx, { ...decision, note, by: by.id, at });
    const action = decision.approved ? 'response.approved' : 'response.returned';
    await recordAudit(trx, entryOf(action, draft, by, at));
    const tell = await findAddresses(trx, signOff.asked ? [signOff.asked.by.id] : []);
    await queueMail(
      trx,
      tell
        .filter(({ id }) => id !== by.id)
        .map((to) => decidedMail(config, draft, by, to, { approved: decision.approved, note })),
    );
  });
}

async function lockedDraft(
  trx: Deps['db'],
  viewer: Viewer,
  responseId: string,
  at: Instant,
): Promise<{ draft: SubmitFacts; signOff: SignOff }> {
  const mayNow = await lockAs(trx, viewer, responseId);
  const draft = await getSubmitFacts(trx, responseId, londonDate(at));
  assertMayRead(mayNow, draft);
  assertNotDiscarded(draft);
  if (!draft.signOff) throw new Conflict('Nothing has to be approved before your organisation submits.');
  return { draft, signOff: draft.signOff };
}

const entryOf = (action: AuditAction, draft: SubmitFacts, by: Person, at: Instant) => ({
  action,
  at,
  personId: by.id,
  consultationId: draft.consultation.id,
  organisationId: draft.organisation.id,
  subjectId: draft.responseId,
  detail: { version: draft.version },
});

type Config = Deps['config'];

function askedMail(config: Config, draft: SubmitFacts, by: Person, to: Person): NewMail {
  const { consultation, organisation, responseId: id } = draft;
  return {
    kind: 'approval-asked',
    priority: PRIORITY.receipt,
    personId: to.id,
    to: to.email,
    subject: `To approve: the response of ${organisation.name} to ${consultation.reference}`,
    body: layoutMail(config, [
      `Dear ${to.name},`,
      `${by.name} asks you to approve the response of ${organisation.name} to ${consultation.title} (${consultation.reference}). Without your approval it cannot be submitted.`,
      `Deadline: ${formatDeadline(closesFor(draft.closesAt, draft.ownExtension))}`,
      `Read it, and approve it or return it with a note:\n${config.baseUrl + paths.approve({ id })}`,
    ]),
  };
}

function decidedMail(
  config: Config,
  draft: SubmitFacts,
  by: Person,
  to: Person,
  { approved, note }: { approved: boolean; note: string },
): NewMail {
  const { consultation, organisation, responseId: id } = draft;
  const deadline = formatDeadline(closesFor(draft.closesAt, draft.ownExtension));
  return {
    kind: approved ? 'approved' : 'returned',
    priority: PRIORITY.receipt,
    personId: to.id,
    to: to.email,
    subject: `${approved ? 'Approved' : 'Returned'}: the response of ${organisation.name} to ${consultation.reference}`,
    body: layoutMail(config, [
      `Dear ${to.name},`,
      approved
        ? `${by.name} approved the response of ${organisation.name} to ${consultation.title} (${consultation.reference}) as it stands. It has not been submitted yet: submit it by ${deadline}. Any change voids the approval.`
        : `${by.name} returned the response of ${organisation.name} to ${consultation.title} (${consultation.reference}). Change it and ask again, so that it can be submitted by ${deadline}.`,
      ...(note ? [`${by.name} wrote:\n${note}`] : []),
      `${config.baseUrl}${approved ? paths.check({ id }) : paths.response({ id })}`,
    ]),
  };
}
