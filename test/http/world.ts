import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Question } from '../../src/consultations/questions.js';
import { paths } from '../../src/paths.js';
import { cookiesOf } from '../attachments/uploading.js';
import { aBrowser, csrfFrom, submitForm, type Browser } from '../support/browse.js';
import {
  aConsultation,
  anOrganisation,
  aParty,
  aPerson,
  aRepresentative,
  type BuiltPerson,
} from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { EVERY_QUESTION } from '../support/form.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';
import { aSubmission } from '../support/submission.js';
import { keepWorld } from './kept.js';

/** One of everything that an address of the portal can lead to, and somebody of every kind to go there. */
const at = (text: string) => Temporal.Instant.from(text);
const NOW = '2017-02-10T10:00:00Z';
export const portal = await startPortal({ now: NOW });
const { db } = portal;

const ours = await anOrganisation(db, 'Northmoor Energy Group');
const theirs = await anOrganisation(db, 'Southmoor Power');
const ourParties = await Promise.all(
  ['One', 'Two', 'Three', 'Four'].map((name) =>
    aParty(db, { organisation: ours, name: `Northmoor ${name}` }),
  ),
);
const theirParty = await aParty(db, { organisation: theirs, name: 'Southmoor Supply' });
const stray = await aParty(db, { organisation: theirs, name: 'Southmoor Stray' });
const [one, two, three, four] = ourParties as [
  typeof theirParty,
  typeof theirParty,
  typeof theirParty,
  typeof theirParty,
];
const eligible = [
  ...ourParties.map((party) => ({ party, organisation: ours })),
  { party: theirParty, organisation: theirs },
];

const ended = { role: 'representative', organisation: ours } as const;
const people = {
  former: await aPerson(db, ended, { role: 'panel' }, { role: 'confidential' }, { role: 'secas' }),
  outsider: await aRepresentative(db, theirs),
  drafter: await aRepresentative(db, ours, false),
  submitter: await aRepresentative(db, ours),
  member: await aPerson(db, { role: 'panel' }),
  trusted: await aPerson(db, { role: 'panel' }, { role: 'confidential' }),
  secas: await aPerson(db, { role: 'secas' }),
};
export type Role = 'stranger' | keyof typeof people;

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
const closed = await aConsultation(db, { questions: EVERY_QUESTION, eligible });
const otherClosed = await aConsultation(db, { questions: ELSEWHERE });
for (const { id } of [closed, otherClosed]) {
  await db('closure').insert({
    consultation_id: id,
    last_closes_at: at('2017-02-08T17:00:00Z'),
    closed_at: at('2017-02-08T17:00:20Z'),
  });
}

/** A file as it is kept; what links it is up to the caller. */
async function aStoredFile(name: string) {
  const bytes = Buffer.from(`What stands in ${name}`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const kept = { name, media_type: 'text/plain', bytes: bytes.length, sha256 };
  const [row] = await db('file')
    .insert({ ...kept, completed_at: at('2017-01-24T10:00:00Z'), scan: 'not needed' })
    .returning('*');
  await db('file_chunk').insert({ file_id: row!.id, ordinal: 0, bytes });
  return { ...kept, file_id: row!.id };
}

async function aDraftFile(responseId: string, by: BuiltPerson): Promise<string> {
  const { file_id } = await aStoredFile('Draft.txt');
  const linked = { response_id: responseId, question_key: 'files', file_id, added_by: by.id };
  const [row] = await db('draft_attachment')
    .insert({ ...linked, added_at: at('2017-01-24T10:00:00Z') })
    .returning('*');
  return row!.id;
}

async function aSubmittedFile(submissionId: string, confidential = false): Promise<string> {
  const file = await aStoredFile('Submitted.txt');
  const reason = confidential ? 'prices' : '';
  const [row] = await db('submission_attachment')
    .insert({
      ...file,
      submission_id: submissionId,
      question_key: 'files',
      confidential,
      reason,
      position: 0,
    })
    .returning('*');
  return row!.id;
}

async function aDocument(consultationId: string, position: number): Promise<string> {
  const { file_id } = await aStoredFile('Report.txt');
  const document = { consultation_id: consultationId, file_id, title: `Document ${position}`, position };
  const [row] = await db('document')
    .insert({ ...document, added_at: at('2017-01-18T09:00:00Z') })
    .returning('*');
  return row!.id;
}

/** A draft that SECAS is entering from what came by e-mail. */
async function anEnteredDraft(options: Parameters<typeof aDraftResponse>[1]) {
  const draft = await aDraftResponse(db, options);
  const { file_id } = await aStoredFile('Their e-mail.txt');
  const came = { arrived_at: at('2017-02-01T10:00:00Z'), arrived_how: 'e-mail', original_file_id: file_id };
  await db('response')
    .where({ id: draft.id })
    .update({ entered_by_secas: true, ...came });
  return { id: draft.id, attachment: await aDraftFile(draft.id, options.by) };
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
const theirDraft = await aDraftResponse(db, {
  consultation: other,
  organisation: theirs,
  by: outsider,
  answers: {},
});
const ourSubmission = await aSubmission(db, {
  ...{ consultation: closed, organisation: ours, by: submitter, parties: [one, two] },
  answers: hidden,
});
const late = { standing: 'late', receivedAt: '2017-02-08T17:04:00Z' } as const;
const theirLate = await aSubmission(db, {
  ...{ consultation: closed, organisation: theirs, by: outsider, parties: [theirParty], answers, ...late },
});
const theirSubmission = await aSubmission(db, {
  ...{ consultation: otherClosed, organisation: theirs, by: outsider, parties: [theirParty] },
});

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

const signedIn = Object.fromEntries(
  await Promise.all(
    Object.entries(people).map(async ([role, person]) => [role, await signInAs(portal, person)] as const),
  ),
) as Record<keyof typeof people, Browser>;
/** The browsers of everybody; the stranger's has only met the sign-in page. */
export const browsers: Record<Role, Browser> = { ...signedIn, stranger: aBrowser(portal) };
await db('role_grant')
  .where({ person_id: people.former.id })
  .update({ ended_at: at(NOW) });

/** What a browser sends to show whose it is: its cookie, and the token of its forms. */
export const keys = {} as Record<Role, { cookie: string; csrf: string }>;
for (const [role, browser] of Object.entries(browsers) as [Role, Browser][]) {
  const csrf = await csrfFrom(browser, role === 'stranger' ? paths.signIn() : paths.signOut());
  keys[role] = { cookie: cookiesOf(browser), csrf };
}

const PREPARED = 'SECMP9999-WG';
await submitForm(browsers.secas, paths.deskNewConsultation(), {
  ...{ template: 'modification-report', reference: PREPARED, title: 'In preparation', issuedBy: 'SEC Panel' },
  ...{ 'closes-day': '8', 'closes-month': '3', 'closes-year': '2017' },
});
const prepared = (await db('consultation').where({ reference: PREPARED }).first())!;
const preparedDocuments = [await aDocument(prepared.id, 0), await aDocument(prepared.id, 1)] as const;
const mail = (await db('outbox_mail').first())!.id;

// Everybody has asked for a code too, so that the page where it is typed is there.
const [attempt] = await db('sign_in_attempt').insert({ email: 'somebody@test.example' }).returning('*');
await db.raw(`update session set sess = (sess::jsonb || jsonb_build_object('attemptId', ?::text))::json`, [
  attempt!.id,
]);

/** Where everything stands, by the names that the table of routes uses. */
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
  open: { reference: open.reference, document: await aDocument(open.id, 0) },
  closed: { reference: closed.reference },
  other: { reference: other.reference, document: await aDocument(other.id, 0), question: 'elsewhere' },
  otherClosed: { reference: otherClosed.reference },
  prepared: { reference: PREPARED, documents: preparedDocuments },
  ourDraft: { id: ourDraft.id, attachment: await aDraftFile(ourDraft.id, submitter) },
  theirDraft: { id: theirDraft.id, attachment: await aDraftFile(theirDraft.id, outsider) },
  entered: await anEnteredDraft({ consultation: open, organisation: ours, by: secas, parties: [three] }),
  enteredElsewhere: await anEnteredDraft({
    consultation: other,
    organisation: theirs,
    by: secas,
    answers: {},
  }),
  ourSubmission: {
    ...ourSubmission,
    attachment: await aSubmittedFile(ourSubmission.id),
    secret: await aSubmittedFile(ourSubmission.id, true),
  },
  theirLate: { ...theirLate, attachment: await aSubmittedFile(theirLate.id) },
  theirSubmission: { ...theirSubmission, attachment: await aSubmittedFile(theirSubmission.id) },
  accessRequest: accessRequest!.id,
  mail,
  somebody: { id: somebody.id, grant: await grantOf(somebody) },
  somebodyElse: { id: somebodyElse.id, grant: await grantOf(somebodyElse) },
};

export const kept = await keepWorld(db);
