import { codePassage } from '../../src/collation/themes/coding/codePassage.js';
import { freezeNow, makeForIssuer } from '../support/reports.js';
import { getPublishedConsultation } from '../../src/consultations/consultations.store.js';
import { paths } from '../../src/paths.js';
import { lookThrough } from '../../src/reports/published/lookThrough.js';
import { publishResponses } from '../../src/reports/published/publishResponses.js';
import { loadSample } from '../../src/samples/loadSample.js';
import { aChangingSummary } from '../consultations/outcome/aChangingSummary.js';
import { aWordingGroup } from '../collation/wording/shared.js';
import { enterReplyPath } from '../../src/collation/entering/enterPaths.js';
import { aMail, aReplyMail, withOriginal } from '../http/files.js';
import { aBrowser, submitForm } from '../support/browse.js';
import { aTheme } from '../support/codings.js';
import { anEntry, aThread } from '../support/clarification.js';
import { startPortal } from '../support/portal.js';
import { aSubmission } from '../support/submission.js';
import { dispositionPages } from './dispositionPages.js';

/** A portal with something of every kind to look at. */
export const portal = await startPortal({ now: '2017-01-30T16:00:00Z' });
await loadSample(portal.deps, 'as-issued');

await submitForm(aBrowser(portal), paths.askForAccess(), {
  name: 'Ada Newcomer',
  email: 'ada.newcomer@brightmoor.example',
  organisation: 'Brightmoor Energy',
});
const accessRequest = await portal.db('access_request').first();
const submitted = await portal
  .db('submission as s')
  .join('organisation as o', 'o.id', 's.organisation_id')
  .where('o.name', 'Northmoor Energy Group')
  .first('s.response_id', 's.reference');
const live = (await portal
  .db('submission as s')
  .join('organisation as o', 'o.id', 's.organisation_id')
  .join('consultation as c', 'c.id', 's.consultation_id')
  .where('o.name', 'Northmoor Energy Group')
  .where('c.closes_at', '>', portal.clock.now())
  .whereRaw('exists (select from representation n where n.submission_id = s.id)')
  .first('s.response_id', 's.reference'))!;
const priya = (await portal.db('person').where({ email: 'priya.shah@northmoor.example' }).first())!;
// She manages her colleagues and approves what they submit; one of their answers has been changed.
await portal.db('role_grant').where({ person_id: priya.id }).update({ may_manage: true });
const answer = (await portal
  .db('draft_answer as a')
  .join('response as r', 'r.id', 'a.response_id')
  .join('organisation as o', 'o.id', 'r.organisation_id')
  .where('o.name', 'Northmoor Energy Group')
  .whereNull('r.submitted_version')
  .whereRaw("jsonb_exists(a.value, 'text')")
  .first('a.response_id', 'a.question_key', 'r.organisation_id'))!;
await portal.db('sign_off').insert({
  organisation_id: answer.organisation_id,
  approver_id: priya.id,
  set_at: portal.clock.now(),
  set_by: priya.id,
});
await portal
  .db('draft_answer')
  .where({ response_id: answer.response_id, question_key: answer.question_key })
  .update({ value: JSON.stringify({ text: 'Changed since.' }), version: 2 });
// Nobody has confirmed what SECAS entered for her, and a mail waits to be entered.
const sam = (await portal.db('person').where({ email: 'sam.reid@secas.example' }).first())!;
const asked = (await portal.db('consultation').where({ reference: 'SECMP0026-MRC' }).first())!;
const issue = (await portal.db('question_issue').where({ consultation_id: asked.id }).first())!;
const entered = await aSubmission(portal.db, {
  consultation: { ...asked, issueId: issue.id, questions: [] },
  organisation: { id: answer.organisation_id, name: 'Northmoor Energy Group' },
  by: sam,
  enteredBySecas: true,
});
await withOriginal(portal.db, entered.responseId);
const mail = await aMail(portal.db, asked.id, sam);
// A passage of the first answer with reasons is coded with a theme.
const reasons = (await portal
  .db('submission_answer as a')
  .join('submission as s', 's.id', 'a.submission_id')
  .join('consultation as c', 'c.id', 's.consultation_id')
  .whereRaw("char_length(a.value ->> 'rationale') > 10")
  .orderBy(['s.received_at', 'a.position'])
  .first(
    'c.id as consultationId',
    'c.reference',
    'a.submission_id as submission',
    'a.question_key as question',
  ))!;
await codePassage(
  portal.db,
  sam,
  { consultationId: reasons.consultationId, questionKey: reasons.question },
  reasons.submission,
  { passage: { part: 'rationale', starts: 0, ends: 10 }, theme: { id: '', newName: 'What it is about' } },
  portal.clock.now(),
);
await aChangingSummary(portal, sam, 'SECMP0016-MRC');
const coded = (await portal.db('theme').first())!;
const shared = await aWordingGroup(portal.db);
const held = (await portal.db('submission').where({ standing: 'late' }).first())!;
const clarified = await aThread(portal.db, live, sam, priya);
// A reply to it came by e-mail, and another waits to be entered.
const inThread = { id: clarified.submission, responseId: clarified.id };
const repliedIn = await aReplyMail(portal.db, inThread, sam);
await anEntry(portal.db, {
  submission: inThread,
  question: clarified.question,
  by: sam,
  kind: 'replied',
  number: 4,
  text: 'That by that.',
  mail: { id: repliedIn, arrivedAt: '2017-02-10T09:42:00Z' },
});
// The responses to one that is closed are published.
const over = (await portal
  .db('closure as k')
  .join('consultation as c', 'c.id', 'k.consultation_id')
  .orderBy('c.reference')
  .first('c.id', 'c.reference'))!;
await portal.db('consultation').where({ id: over.id }).update({ kind: 'external', issued_by: 'Ofgem' });
await makeForIssuer(portal.deps, over.reference, sam);
const { mark } = await lookThrough(portal.db, await getPublishedConsultation(portal.db, over.reference));
await publishResponses(portal.deps, sam.id, { id: over.id, seen: mark, note: '' }, portal.clock.now());
const answering = await portal
  .db('representation as r')
  .join('submission_answer as a', 'a.submission_id', 'r.submission_id')
  .where({ 'r.consultation_id': over.id, 'a.question_key': 'position' })
  .distinct('a.submission_id');
const inReport = { consultationId: over.id, question: 'position', by: sam };
await aTheme(
  portal.db,
  { ...inReport, name: 'The cost to consumers' },
  answering.slice(0, 3).map(({ submission_id: id }) => ({ id })),
);
await freezeNow(portal.deps, over.reference);
const dispositions = await dispositionPages(portal, reasons, asked);

/** Who walks, and from where: pages to which no link of another leads for them. */
export const ROLES = {
  nobody: {
    email: undefined,
    starts: [
      paths.front(),
      dispositions.published,
      paths.publishedResponses({ reference: over.reference }),
      paths.askForAccess(),
      paths.signIn(),
      paths.signOut(),
    ],
  },
  representative: {
    email: 'priya.shah@northmoor.example',
    starts: [
      paths.responses(),
      paths.consultationResponse({ reference: 'SECMP0026-MRC' }),
      paths.noComment({ reference: 'SECMP0026-MRC' }),
      paths.history({ id: submitted!.response_id }),
      `${paths.compare({ id: submitted!.response_id })}?from=${submitted!.reference}&to=${submitted!.reference}`,
      paths.withdraw({ id: live.response_id, reference: live.reference }),
      paths.consent({ id: submitted!.response_id, reference: submitted!.reference }),
      paths.confirmEntered({ id: entered.responseId, reference: entered.reference }),
      paths.approve({ id: answer.response_id }),
      paths.clarification(clarified),
      paths.answerVersions({ id: answer.response_id, question: answer.question_key }),
    ],
  },
  secas: {
    email: 'sam.reid@secas.example',
    starts: [
      paths.desk(),
      paths.deskAllLate(),
      paths.mailbox(),
      paths.deskPublish({ reference: 'SECMP0021-WGC' }),
      paths.deskNewQuestion({ reference: 'SECMP0021-WGC' }),
      paths.deskSearchAll(),
      paths.deskSearch({ reference: 'SECMP0026-MRC' }),
      paths.deskAddParty({ reference: 'SECMP0026-MRC' }),
      paths.deskEnterFor({ reference: 'SECMP0026-MRC', organisation: answer.organisation_id }),
      paths.deskWithdraw({ reference: 'SECMP0026-MRC' }),
      ...dispositions.desk,
      paths.deskOutcome({ reference: 'SECMP0016-MRC' }),
      paths.deskSummaryPreview({ reference: 'SECMP0016-MRC' }),
      paths.deskMail({ reference: 'SECMP0026-MRC', mail }),
      paths.deskAccessRequest({ id: accessRequest!.id }),
      paths.deskCoding(reasons),
      paths.deskClarification(clarified),
      enterReplyPath(clarified, repliedIn),
      paths.deskTheme({ ...reasons, theme: coded.id }),
      paths.deskWording({ reference: shared.reference }),
      paths.deskWordingGroup(shared),
      paths.deskConsent(reasons),
      paths.deskPublication({ reference: over.reference }),
      `${paths.panelConsultation({ reference: over.reference })}?version=issuer`,
      paths.deskLateDecision({ reference: 'SECMP0016-MRC', submission: held.id }),
    ],
  },
  panel: {
    email: 'helen.osei@panel.example',
    starts: [
      paths.panel(),
      paths.changedPositions({ modification: 'SECMP0016' }),
      `${paths.panelConsultation(over)}?category=Large+Supplier&rows=position&columns=category`,
    ],
  },
};
