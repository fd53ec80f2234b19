import { Temporal } from 'temporal-polyfill';
import { freezeNow, makeForIssuer } from '../support/reports.js';
import type { Question } from '../../src/consultations/questions.js';
import { paths } from '../../src/paths.js';
import { plantTree } from '../../src/proof/trees.js';
import { submitForm } from '../support/browse.js';
import { aConsultation, aParty, aRepresentative, type BuiltPerson } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { EVERY_QUESTION } from '../support/form.js';
import { aSubmission } from '../support/submission.js';
import { aGroup, anAskedConsent, aSummaryBeingChanged, aTheme, aThreadByMail } from './collated.js';
import { aPublication } from './publication.js';
import { aChangeSince, aMeeting } from './meeting.js';
import { browsers, NOW, ours, people, portal, theirs } from './everybody.js';
import { aDocument, aDraftFile, aMail, anEnteredDraft, aSubmittedFile, withOriginal } from './files.js';
import { aPoint } from './points.js';
import { keepWorld } from './kept.js';

const at = (text: string) => Temporal.Instant.from(text);
const { db } = portal;

const anOurs = (name: string) => aParty(db, { organisation: ours, name: `Northmoor ${name}` });
const [one, two, three, four] = [
  await anOurs('One'),
  await anOurs('Two'),
  await anOurs('Three'),
  await anOurs('Four'),
];
const theirParty = await aParty(db, { organisation: theirs, name: 'Southmoor Supply' });
const stray = await aParty(db, { organisation: theirs, name: 'Southmoor Stray' });
const eligible = [
  ...[one, two, three, four].map((party) => ({ party, organisation: ours })),
  { party: theirParty, organisation: theirs },
];

const ELSEWHERE: Question[] = [
  { key: 'elsewhere', section: 'Elsewhere', ask: 'Asked elsewhere only', type: 'long-text' },
  { key: 'files', section: 'Elsewhere', ask: 'Documents', type: 'file' },
];
const open = await aConsultation(db, {
  questions: EVERY_QUESTION,
  closesAt: '2017-02-28T17:00:00Z',
  eligible,
});
const other = await aConsultation(db, { questions: ELSEWHERE, closesAt: '2017-02-28T17:00:00Z' });
const closed = await aConsultation(db, { questions: EVERY_QUESTION, eligible, kind: 'external' });
const otherClosed = await aConsultation(db, { questions: ELSEWHERE, kind: 'external' });
for (const { id } of [closed, otherClosed]) {
  await db('closure').insert({
    consultation_id: id,
    last_closes_at: at('2017-02-08T17:00:00Z'),
    closed_at: at('2017-02-08T17:00:20Z'),
  });
}

const { submitter, outsider, secas } = people;
const answers = { view: { value: { choice: 'Approve', rationale: 'For a reason' } } };
const hidden = { view: { value: answers.view.value, confidential: true } };
const ourDraft = await aDraftResponse(db, {
  consultation: open,
  organisation: ours,
  by: submitter,
  parties: [one],
});
const discarded = await aDraftResponse(db, { consultation: open, organisation: ours, by: submitter });
await db('discard').insert({ response_id: discarded.id, discarded_at: at(NOW), discarded_by: submitter.id });
const theirDraft = await aDraftResponse(db, {
  consultation: other,
  organisation: theirs,
  by: outsider,
  answers: {},
});
const ourSubmission = await aSubmission(db, {
  consultation: closed,
  organisation: ours,
  by: submitter,
  parties: [one, two],
  answers: hidden,
});
const late = { standing: 'late', receivedAt: '2017-02-08T17:04:00Z' } as const;
const theirLate = await aSubmission(db, {
  consultation: closed,
  organisation: theirs,
  by: outsider,
  parties: [theirParty],
  answers,
  ...late,
});
const theirSubmission = await aSubmission(db, {
  consultation: otherClosed,
  organisation: theirs,
  by: outsider,
  parties: [theirParty],
  answers: { elsewhere: { value: { text: 'For no reason' } } },
});

for (const one of [closed, otherClosed]) {
  await plantTree(db, portal.deps.config.receiptKeys, one, at('2017-02-08T17:00:20Z'));
}

const themes = {
  ours: await aTheme(db, closed, 'view', secas),
  elsewhere: await aTheme(db, otherClosed, 'elsewhere', secas),
};

const wording = {
  ours: await aGroup(db, ourSubmission, closed, 'view', 'rationale'),
  elsewhere: await aGroup(db, theirSubmission, otherClosed, 'elsewhere', 'text'),
};

const replyMails = {
  ours: await aThreadByMail(db, ourSubmission, 'view', secas),
  elsewhere: await aThreadByMail(db, theirSubmission, 'elsewhere', secas),
};

const points = {
  ours: await aPoint(db, closed, ourSubmission, secas, at(NOW)),
  elsewhere: await aPoint(db, otherClosed, theirSubmission, secas, at(NOW)),
};

const [accessRequest] = await db('access_request')
  .insert({
    name: 'New Person',
    email: 'new@test.example',
    organisation: 'Somebody Ltd',
    message: 'Please.',
    asked_at: at(NOW),
  })
  .returning('*');
const [somebody, somebodyElse] = [await aRepresentative(db, theirs), await aRepresentative(db, theirs)];
const grantOf = async ({ id }: BuiltPerson) => (await db('role_grant').where({ person_id: id }).first())!.id;

const [PREPARED, SCHEDULED] = ['SECMP9999-WG', 'SECMP9998-WG'];
for (const reference of [PREPARED, SCHEDULED]) {
  await submitForm(browsers.secas, paths.deskNewConsultation(), {
    template: 'modification-report',
    reference,
    title: 'In preparation',
    issuedBy: 'SEC Panel',
    'closes-day': '8',
    'closes-month': '3',
    'closes-year': '2017',
  });
}
const prepared = (await db('consultation').where({ reference: PREPARED }).first())!;
const preparedDocuments = [await aDocument(db, prepared.id, 0), await aDocument(db, prepared.id, 1)] as const;
const scheduled = (await db('consultation').where({ reference: SCHEDULED }).first())!;
await db('scheduled_publication').insert({
  consultation_id: scheduled.id,
  publish_at: at('2017-02-28T09:00:00Z'),
  mark: '',
  made_at: at(NOW),
  made_by: secas.id,
});
const mail = (await db('outbox_mail').first())!.id;

// The submitter manages colleagues, and approves what is submitted.
await db('role_grant')
  .where({ id: await grantOf(submitter) })
  .update({ may_manage: true });
await db('sign_off').insert({
  organisation_id: ours.id,
  approver_id: submitter.id,
  set_at: at(NOW),
  set_by: submitter.id,
});

const entered = await anEnteredDraft(db, {
  consultation: open,
  organisation: ours,
  by: secas,
  parties: [three],
});
const enteredElsewhere = await anEnteredDraft(db, {
  consultation: other,
  organisation: theirs,
  by: secas,
  answers: {},
});

const bySecas = await aSubmission(db, {
  consultation: closed,
  organisation: ours,
  by: secas,
  parties: [three],
  answers,
  enteredBySecas: true,
});
await withOriginal(db, bySecas.responseId);

await aSummaryBeingChanged(db, closed, secas);
await anAskedConsent(db, ourSubmission, secas);

/** One of everything that an address of the portal can lead to, by the names that the table uses. */
export const world = {
  organisations: { ours: ours.id, theirs: theirs.id },
  parties: {
    one: one.id,
    two: two.id,
    three: three.id,
    four: four.id,
    theirs: theirParty.id,
    stray: stray.id,
  },
  open: { reference: open.reference, document: await aDocument(db, open.id, 0) },
  closed: { reference: closed.reference },
  other: { reference: other.reference, document: await aDocument(db, other.id, 0), question: 'elsewhere' },
  otherClosed: { reference: otherClosed.reference },
  prepared: { reference: PREPARED, documents: preparedDocuments },
  scheduled: { reference: SCHEDULED },
  ourDraft: { id: ourDraft.id, attachment: await aDraftFile(db, ourDraft.id, submitter) },
  discarded: discarded.id,
  theirDraft: { id: theirDraft.id, attachment: await aDraftFile(db, theirDraft.id, outsider) },
  entered,
  enteredElsewhere,
  replyMails,
  mails: {
    waiting: await aMail(db, open.id, secas),
    entered: await aMail(db, open.id, secas, entered),
    elsewhere: await aMail(db, other.id, secas, enteredElsewhere),
  },
  ourSubmission: {
    ...ourSubmission,
    attachment: await aSubmittedFile(db, ourSubmission.id),
    secret: await aSubmittedFile(db, ourSubmission.id, true),
  },
  bySecas,
  theirLate: { ...theirLate, attachment: await aSubmittedFile(db, theirLate.id) },
  theirSubmission: { ...theirSubmission, attachment: await aSubmittedFile(db, theirSubmission.id) },
  themes,
  wording,
  points,
  accessRequest: accessRequest!.id,
  meeting: await aMeeting(db, closed),
  mail,
  colleague: { id: ours.id, grant: await grantOf(people.drafter) },
  somebody: { id: somebody.id, grant: await grantOf(somebody) },
  somebodyElse: { id: somebodyElse.id, grant: await grantOf(somebodyElse) },
};

for (const { reference } of [closed, otherClosed]) await freezeNow(portal.deps, reference, { pdf: true });
await aChangeSince(db, closed);

// Theirs are published and made for the issuer, ours are not.
await aPublication(portal.deps, otherClosed, secas, at(NOW));
await makeForIssuer(portal.deps, otherClosed.reference, secas, { pdf: true });

export const kept = await keepWorld(db);
