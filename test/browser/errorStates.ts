import { Temporal } from 'temporal-polyfill';
import type { Page } from 'playwright-core';
import { paths } from '../../src/paths.js';
import { aConsultation } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { aSubmission } from '../support/submission.js';
import { box, empty, send, wrong } from './forms.js';
import { aStage } from './stage.js';

/** How a page comes to say that something is wrong. */
export type State = [name: string, bring: (page: Page) => Promise<unknown>];

export const stage = await aStage();
const { db, organisation, east, west, priya } = stage;
const consultation = await stage.aFullConsultation();
const eligible = [east, west].map((party) => ({ party, organisation }));
const closed = await aConsultation(db, { closesAt: '2017-01-31T17:00:00Z', eligible });
const preparing = { reference: 'SECMP0099-WGC' };
await db('consultation').insert({
  ...preparing,
  title: 'Not published yet',
  kind: 'working-group',
  issued_by: 'SECAS',
  audience: ['Small Supplier'],
  question_draft: '[]',
  created_at: stage.clock.now(),
});

const by = { organisation, by: priya };
const draft = await aDraftResponse(db, { ...by, consultation, parties: [east] });
const bare = await aDraftResponse(db, { ...by, consultation, answers: {} });
await db('response').where({ id: bare.id }).update({ confidential: true, name_confidential: true });
await db('closure').insert({
  consultation_id: closed.id,
  last_closes_at: Temporal.Instant.from('2017-01-31T17:00:00Z'),
  closed_at: Temporal.Instant.from('2017-01-31T17:00:20Z'),
});
export const lateDraft = await aDraftResponse(db, { ...by, consultation: closed, parties: [east] });
export const takingOver = await aDraftResponse(db, { ...by, consultation, parties: [west] });
const submitted = await aSubmission(db, { ...by, consultation, parties: [west] });
const lateOne = {
  standing: 'late',
  deadline: '2017-01-31T17:00:00Z',
  receivedAt: '2017-01-31T17:00:01Z',
} as const;
const late = await aSubmission(db, { ...by, consultation: closed, parties: [west], ...lateOne });

const { id } = draft;
const { reference } = consultation;
const of = (url: string) => `main form[action="${url}"]`;

export const STRANGER: State[] = [
  ['sign-in, empty', empty(paths.signIn())],
  [
    'a code that is none',
    async (page) => {
      await page.goto(paths.signIn());
      await box(page, 'E-mail address').fill('nobody@nowhere.example');
      await send(page, 'Send me a code');
      await box(page, 'Code').fill('AAAA-AAAA');
      await send(page, 'Sign in');
    },
  ],
  ['ask for access, empty', empty(paths.askForAccess())],
];

export const REPRESENTATIVE: State[] = [
  ['start, nobody ticked', empty(paths.consultationResponse({ reference }))],
  [
    'start, for a Party that another response speaks for',
    wrong(paths.consultationResponse({ reference }), 'Start the response', (page) =>
      page.getByLabel(west.name).check(),
    ),
  ],
  [
    'section, every field wrong',
    wrong(paths.section({ id, section: 'details' }), 'Save and continue', async (page) => {
      await page.getByLabel('Clause').selectOption('Other');
      await box(page, 'One-off cost').fill('a lot');
      await box(page, 'Months needed').fill('six');
      await box(page, 'Anything else?').fill('x'.repeat(200_001));
      for (const one of await page.getByLabel('This answer is confidential').all()) await one.check();
      await page.getByText('Saved at').waitFor();
    }),
  ],
  ['Parties, none', empty(paths.responseParties({ id }))],
  [
    'Parties, one that another response speaks for',
    wrong(paths.responseParties({ id }), 'Save', (page) => page.getByLabel(west.name).check()),
  ],
  [
    'confidentiality without reasons',
    wrong(paths.responseConfidentiality({ id }), 'Save', async (page) => {
      await page.getByLabel('The whole response is confidential').check();
      await page.getByLabel('The name of the respondent is confidential').check();
    }),
  ],
  ['check, everything missing', (page) => page.goto(paths.check({ id: bare.id }))],
  [
    'check, taking over without confirming it',
    wrong(paths.check({ id: takingOver.id }), 'Submit response', async () => undefined),
  ],
  ['no comment, for nobody', empty(paths.noComment({ reference }))],
  [
    'no comment, in place of a response without confirming it',
    wrong(paths.noComment({ reference }), 'Confirm “no comment”', (page) =>
      page.getByLabel(west.name).check(),
    ),
  ],
];

const lateDecision = paths.deskLateDecision({ reference: closed.reference, submission: late.id });
const commentTooLong = (place: string) => async (page: Page) => {
  await page.locator(`#comment-${place} summary`).first().click();
  await page.locator(`#comment-${place}-text`).fill('x'.repeat(20_001));
};

export const SECAS: State[] = [
  ['invite, empty', empty(paths.deskInvite())],
  ['access, empty', empty(paths.deskGrant({ id: priya.id }))],
  ['a code to read out, not sure', empty(paths.deskPerson({ id: priya.id }), of(paths.deskReadCode(priya)))],
  ['people, none', empty(paths.deskPeopleImport())],
  [
    'people, bad rows',
    wrong(paths.deskPeopleImport(), 'Show what would change', (page) =>
      page
        .locator('#csv')
        .fill('name,email,organisation,role\n,not an address,Nobody we know Limited,king\n'),
    ),
  ],
  ['Parties, none', empty(paths.deskPartiesImport())],
  [
    'Parties, bad rows',
    wrong(paths.deskPartiesImport(), 'Show what would change', (page) =>
      page.locator('#csv').fill('name,category\nA Party,No Such Category\n'),
    ),
  ],
  ['new consultation, empty', empty(paths.deskNewConsultation())],
  ['edit, empty', empty(paths.deskEdit(preparing))],
  ['edit of one that is published, empty', empty(paths.deskEdit({ reference }))],
  ['new question, empty', empty(`${paths.deskNewQuestion(preparing)}?type=rows`)],
  ['correction of a question, empty', empty(paths.deskQuestion({ reference, question: 'view' }))],
  ['document, none', empty(paths.deskDocuments(preparing), of(paths.deskDocuments(preparing)))],
  ['publish, with obstacles', (page) => page.goto(paths.deskPublish(preparing))],
  ['withdraw, empty', empty(paths.deskWithdraw({ reference }))],
  ['extend, empty', empty(paths.deskExtend({ reference }))],
  ['outcome, empty', empty(paths.deskOutcome({ reference: closed.reference }))],
  ['enter, nobody named', empty(paths.deskEnter({ reference }))],
  ['enter, empty', empty(paths.deskEnterFor({ reference, organisation: organisation.id }))],
  ['late decision, none', empty(lateDecision)],
  [
    'late decision without a reason',
    wrong(lateDecision, 'Decide, and tell the respondent', (page) => page.getByLabel('Refuse it').check()),
  ],
  [
    'comment on a response, too long',
    wrong(
      paths.deskSubmission({ reference, submission: submitted.id }),
      'Save the comment on the response as a whole',
      commentTooLong('whole'),
    ),
  ],
  [
    'comment on a question, too long',
    wrong(
      paths.deskComments({ reference }),
      'Save the comment on “Should it be approved?”',
      commentTooLong('view'),
    ),
  ],
  ['decline, empty', empty(paths.deskCoverageParty({ reference, party: east.id }))],
];
