import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createConsultation } from '../../../src/consultations/details/createConsultation.js';
import type { Question } from '../../../src/consultations/questions.js';
import { paths } from '../../../src/paths.js';
import {
  errorFor,
  follow,
  pageOf,
  send,
  submitForm,
  textOf,
  typedIn,
  openForm,
  type Reply,
} from '../../support/browse.js';
import { aConsultation, anOrganisation, aRepresentative, aSecasColleague } from '../../support/build.js';
import { startPortal } from '../../support/portal.js';
import { signInAs } from '../../support/signIn.js';

const portal = await startPortal({ now: '2017-01-20T10:00:00Z' });
const { db } = portal;
const secas = await aSecasColleague(db);
const desk = await signInAs(portal, secas);
const respondent = await signInAs(
  portal,
  await aRepresentative(db, await anOrganisation(db, 'your organisation')),
);

const QUESTIONS: Question[] = [
  {
    key: 'view',
    section: 'Your view',
    ask: 'Approve?',
    type: 'single-choice',
    options: ['Yes', 'No'],
    required: true,
  },
  {
    key: 'why-not',
    section: 'Your view',
    ask: 'Why not?',
    type: 'long-text',
    showWhen: { question: 'view', is: 'No' },
  },
  {
    key: 'effects',
    section: 'Effects',
    ask: 'Which effects?',
    type: 'multiple-choice',
    options: ['Cost', 'Time'],
  },
  {
    key: 'cost',
    section: 'Money',
    ask: 'How much?',
    type: 'money',
    showWhen: { question: 'effects', is: 'Cost' },
  },
  {
    key: 'clauses',
    section: 'Legal text',
    ask: 'Comments',
    type: 'rows',
    columns: ['Clause', 'Comment'],
    lines: ['G1'],
  },
  { key: 'papers', section: 'Legal text', ask: 'Papers', type: 'file' },
  {
    key: 'not-approved',
    section: 'Legal text',
    ask: 'What text instead?',
    type: 'short-text',
    showWhen: { question: 'view', is: 'No' },
  },
];

/** One that is prepared, and one that is published, with the same questions. */
const published = await aConsultation(db, { questions: QUESTIONS });
const { reference } = await createConsultation(
  db,
  secas.id,
  {
    reference: 'IN-PREPARATION',
    title: 'In preparation',
    issuedBy: 'SEC Panel',
    modification: null,
    summary: '',
    howToRespond: '',
    audience: ['Large Supplier'],
    opensAt: null,
    closesAt: null,
    template: 'external',
    questions: QUESTIONS,
  },
  portal.clock.now(),
);
const prepared = { reference };

const section = ({ reference }: { reference: string }, slug: string) =>
  paths.deskPreviewSection({ reference, section: slug });
const asks = (reply: Reply) =>
  [...pageOf(reply).querySelectorAll('.portal-question')]
    .filter((question) => question.getAttribute('data-asked') !== 'false')
    .map((question) => question.querySelector('h2')!.textContent.trim());

/** Rows of everything that a person who responds would leave. */
async function leftBehind(): Promise<Record<string, number>> {
  const tables = [
    'response',
    'draft_answer',
    'earlier_answer',
    'draft_attachment',
    'answer_note',
    'response_presence',
    'draft_party',
    'submission',
    'audit_entry',
    'outbox_mail',
  ];
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await db.raw<{ rows: { n: number }[] }>(`select count(*)::int as n from ${table}`);
      return [table, rows[0]!.n] as const;
    }),
  );
  return Object.fromEntries(counts);
}

for (const [name, consultation] of [
  ['in preparation', prepared],
  ['published', published],
] as const) {
  describe(`the form of one ${name}, as a respondent sees it`, () => {
    test('leads through its parts, says that nothing is saved, and leaves nothing behind', async () => {
      const before = await leftBehind();
      const start = await desk.get(paths.deskPreview({ reference: consultation.reference }));
      assert.match(textOf(start), /Preview: nothing is saved/);
      const links = [...pageOf(start).querySelectorAll('.govuk-task-list a')].map((link) =>
        link.getAttribute('href'),
      );
      assert.equal(links.length, 4);
      assert.match(textOf(start), /Money Asked only after another answer/);

      const first = await desk.get(section(consultation, 'your-view'));
      assert.match(textOf(first), /Preview: nothing is saved/);
      assert.deepEqual(asks(first), ['Approve?']);
      assert.equal(pageOf(first).querySelectorAll('[data-save-to], [data-together]').length, 0);

      const second = await submitForm(desk, section(consultation, 'your-view'), {
        view: 'No',
        'why-not': 'Too dear.',
      });
      assert.equal(second.status, 303);
      const onEffects = second.headers['location']!;
      assert.match(onEffects, /sections\/effects\?chosen=view\.2$/);
      const onMoney = (await submitForm(desk, onEffects, { 'effects-choice-1': 'Cost' })).headers[
        'location'
      ]!;
      assert.match(onMoney, /sections\/money\?/);
      assert.deepEqual(asks(await desk.get(onMoney)), ['How much?']);

      const wrong = await submitForm(desk, onMoney, { cost: 'a lot' });
      assert.equal(wrong.status, 422);
      assert.match(errorFor(wrong, 'cost')!, /Error: /);
      assert.equal(pageOf(wrong).getElementById('cost')!.getAttribute('value'), 'a lot');
      assert.doesNotMatch(textOf(wrong), /is saved\./);

      const onText = (await submitForm(desk, onMoney, { cost: '5' })).headers['location']!;
      assert.deepEqual(asks(await desk.get(onText)), ['Comments', 'Papers', 'What text instead?']);
      const ended = await submitForm(desk, onText, {});
      assert.match(textOf(await follow(desk, ended)), /That was the last part/);
      assert.deepEqual(await leftBehind(), before);
    });

    test('a section where nothing is asked yet is passed over, and can be looked at all the same', async () => {
      const next = await submitForm(desk, section(consultation, 'effects'), {});
      assert.match(next.headers['location']!, /sections\/legal-text$/);
      const page = await desk.get(section(consultation, 'money'));
      assert.deepEqual(asks(page), []);
      const link = [...pageOf(page).querySelectorAll('.portal-note a')].find((one) =>
        /when “Which effects\?” is answered “Cost”/.test(one.textContent),
      );
      assert.deepEqual(asks(await desk.get(link!.getAttribute('href')!)), ['How much?']);
    });

    test('rows are added with what was typed; files, notes and saving for later are told of', async () => {
      const url = section(consultation, 'legal-text');
      const typed = { 'clauses-0-0': 'G1', 'clauses-0-1': 'Unclear.' };
      const press = (action: string, fields = {}) =>
        submitForm(desk, url, { ...typed, ...fields }, { button: ['action', action] });
      const more = await press('add-row:clauses');
      assert.equal(more.status, 200);
      assert.ok(pageOf(more).getElementById('clauses-1-1'));
      assert.equal(typedIn(pageOf(more).getElementById('clauses-0-1')!), 'Unclear.');
      assert.match(textOf(await press('add-files:papers')), /In a preview none are taken/);
      const noted = await press('add-note:clauses', { 'clauses-note': 'Colleagues?' });
      assert.match(textOf(noted), /In a preview none is kept/);
      const later = await press('later');
      assert.match(textOf(await follow(desk, later)), /Of a preview nothing is/);
    });

    test('its blank form can be read and downloaded', async () => {
      assert.match(
        textOf(await desk.get(paths.deskPreviewForm({ reference: consultation.reference }))),
        /Q1 ?Approve\?/,
      );
      const word = await desk.get(paths.deskPreviewWordForm({ reference: consultation.reference }));
      assert.equal(word.status, 200);
    });
  });
}

test('it is the same form: question by question what a respondent gets', async () => {
  const begun = await submitForm(
    respondent,
    paths.consultationResponse({ reference: published.reference }),
    {},
    { form: 'main form[method="post"]' },
  );
  const id = /responses\/([0-9a-f-]{36})/.exec(begun.headers['location']!)![1]!;
  const real = pageOf(await respondent.get(paths.section({ id, section: 'your-view' })));
  const preview = pageOf(await desk.get(section(published, 'your-view')));
  const plain = (page: Document) =>
    [...page.querySelectorAll('.portal-question, [data-response-form] .govuk-button-group')]
      .map((part) => part.outerHTML.replace(/ data-save-to="[^"]*"/, ''))
      .join('\n');
  assert.ok(plain(preview) === plain(real), 'they differ');
});

describe('what does not belong', () => {
  test('nobody but SECAS looks at it', async () => {
    assert.equal((await respondent.get(paths.deskPreview({ reference: published.reference }))).status, 403);
    assert.equal((await respondent.get(section(prepared, 'your-view'))).status, 403);
  });

  test('an unknown section, a field of another form, options that are not there', async () => {
    assert.equal((await desk.get(section(published, 'nothing'))).status, 404);
    const { action, held } = await openForm(desk, section(published, 'effects'));
    assert.equal((await send(desk, action, { ...held, other: 'x' })).status, 400);
    const odd = await desk.get(`${section(published, 'money')}?chosen=effects.9&chosen=%00&chosen=view`);
    assert.deepEqual([odd.status, asks(odd)], [200, []]);
  });
});
