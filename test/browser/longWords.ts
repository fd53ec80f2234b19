import type { Question } from '../../src/consultations/questions.js';
import { paths } from '../../src/paths.js';
import {
  aConsultation,
  anOrganisation,
  aParty,
  aRepresentative,
  type BuiltPerson,
} from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { startPortal } from '../support/portal.js';
import { aSubmission } from '../support/submission.js';

const long = (word: string, length = 90): string =>
  word.repeat(Math.ceil(length / word.length)).slice(0, length);
/** Names of companies and people, questions and answers are as long as anybody makes them, some without a space. */
const NAME = `${long('Stromnetzgesellschaft')} Limited`;
const URL = `https://example.org/${long('a/very/long/path', 300)}`;

const QUESTIONS: Question[] = [
  {
    key: 'view',
    section: long('Gesamtbeurteilung', 60),
    ask: `Should ${long('Zahlerstandsubermittlung')} be approved?`,
    help: `See ${URL}`,
    type: 'single-choice',
    options: ['Approve', long('Ablehnungsempfehlung')],
    rationale: true,
    required: true,
  },
  {
    key: 'objectives',
    section: long('Gesamtbeurteilung', 60),
    ask: 'How would each objective be affected?',
    type: 'matrix',
    options: ['Better', long('Unverandert', 40), 'Worse'],
    rows: [{ key: 'a', text: long('Versorgungssicherheit') }],
    rationale: true,
  },
  {
    key: 'legal-text',
    section: 'Details',
    ask: 'Comments on the legal text',
    type: 'rows',
    columns: [long('Klausel', 40), 'Comment', 'Proposed drafting'],
    lines: [long('G7.4'), 'G7.5'],
  },
  { key: 'cost', section: 'Details', ask: long('Kostenschatzung'), type: 'money' },
  { key: 'other', section: 'Details', ask: 'Anything else?', type: 'long-text' },
  { key: 'files', section: 'Details', ask: 'Supporting documents', type: 'file' },
];

const answers = (words: string) => ({
  view: { value: { choice: QUESTIONS[0]!.options![1]!, rationale: words }, confidential: true, reason: URL },
  objectives: { value: { choices: { a: 'Better' }, rationale: words } },
  'legal-text': { value: { rows: [[QUESTIONS[2]!.lines![0]!, words, URL]] } },
  cost: { value: { pounds: '12345678901234.56' } },
  other: { value: { text: `${URL}\n${words}` } },
});

/** A portal in which everything is long, and every page of a response to be opened there. */
export async function aLongStage() {
  const portal = await startPortal({ now: '2017-02-01T10:00:00Z' });
  const { db, clock } = portal;
  const organisation = await anOrganisation(db, NAME);
  const parties = await Promise.all([1, 2].map(() => aParty(db, { organisation, name: NAME })));
  const [priya, tom] = [await aRepresentative(db, organisation), await aRepresentative(db, organisation)];
  for (const { id } of [priya, tom])
    await db('person')
      .where({ id })
      .update({ name: long('Wolfeschlegel') });
  const consultation = await aConsultation(db, {
    questions: QUESTIONS,
    title: `${long('Konsultationsverfahren', 150)} and what follows`,
    eligible: parties.map((party) => ({ party, organisation })),
  });
  const by = { consultation, organisation, by: priya };
  const [east, west] = parties as [(typeof parties)[number], (typeof parties)[number]];
  const draft = await aDraftResponse(db, { ...by, parties: [east], answers: answers(long('wort', 400)) });
  const gone = await aDraftResponse(db, { ...by, parties: [east], forOrganisation: true });
  await db('discard').insert({ response_id: gone.id, discarded_at: clock.now(), discarded_by: tom.id });
  const first = await aSubmission(db, { ...by, parties: [west], answers: answers('Before.'), live: false });
  const second = await aSubmission(db, {
    ...by,
    parties: [west],
    answers: answers(long('danach', 400)),
    responseId: first.responseId,
  });
  await aNote(db, draft.id, tom);
  await changedSince(db, draft.id, tom);
  await db('sign_off').insert({
    organisation_id: organisation.id,
    approver_id: priya.id,
    set_at: clock.now(),
    set_by: priya.id,
  });
  const { reference } = consultation;
  const [{ id }, submission] = [draft, { id: first.responseId, reference: second.reference }];
  const [view, details] = QUESTIONS.filter(({ key }) => key === 'view' || key === 'other').map(
    ({ section }) => paths.section({ id, section: section.toLowerCase() }),
  );
  return {
    portal,
    priya,
    tom,
    id,
    details: details!,
    pages: [
      paths.responses(),
      paths.consultationResponse({ reference }),
      paths.noComment({ reference }),
      paths.response({ id }),
      paths.response({ id: gone.id }),
      paths.responseParties({ id }),
      paths.responseConfidentiality({ id }),
      view!,
      details!,
      paths.answerVersions({ id, question: 'other' }),
      paths.attachments({ id }),
      paths.responseForm({ id }),
      paths.bringIn({ id }),
      paths.check({ id }),
      paths.approve({ id }),
      paths.discard({ id }),
      paths.history({ id: submission.id }),
      `${paths.compare({ id: submission.id })}?from=${first.reference}&to=${second.reference}`,
      paths.submission(submission),
      paths.withdraw(submission),
      paths.consultationForm({ reference }),
    ],
  };
}

type Db = Awaited<ReturnType<typeof startPortal>>['db'];

const aNote = (db: Db, id: string, by: BuiltPerson) =>
  db('answer_note').insert({
    response_id: id,
    question_key: 'other',
    text: URL,
    written_at: new Date('2017-01-31T10:00:00Z') as never,
    written_by: by.id,
  });

/** An approval that a change has voided. */
async function changedSince(db: Db, id: string, by: BuiltPerson): Promise<void> {
  await db('approval').insert({
    response_id: id,
    version: 1,
    approved: true,
    decided_at: new Date('2017-01-30T10:00:00Z') as never,
    decided_by: by.id,
  });
  await db('draft_answer')
    .where({ response_id: id, question_key: 'other' })
    .update({
      value: JSON.stringify({ text: `${URL}\n${long('anders', 400)}` }),
      version: 2,
      saved_at: new Date('2017-01-31T10:00:00Z') as never,
      saved_by: by.id,
    });
  await db('response').where({ id }).update({ version: 2 });
}
