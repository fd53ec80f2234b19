import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TEMPLATES } from '../../src/consultations/questions/templates.js';
import { paths } from '../../src/paths.js';
import { errorFor, follow, pageOf, submitForm, textOf, typedIn, type Fields } from '../support/browse.js';
import { aPreparedConsultation, auditOf, db, desk, errorLinks, rowOf, secas, when } from './atTheDesk.js';

describe('creating a consultation', () => {
  for (const [template, { kind, title, questions }] of Object.entries(TEMPLATES)) {
    test(`${title}: it begins with the ${questions.length} questions of its kind`, async () => {
      const reference = await aPreparedConsultation({ template });
      const row = await rowOf(reference);
      assert.deepEqual([row.kind, row.announced_at, row.published_at], [kind, null, null]);
      assert.deepEqual(row.question_draft, questions);
      assert.deepEqual(
        (await auditOf(reference)).map((entry) => [entry.action, entry.person_id]),
        [['consultation.created', secas.id]],
      );
    });
  }

  test('leads to it, and says what to do next', async () => {
    const reply = await submitForm(desk, paths.deskNewConsultation(), {
      template: 'working-group',
      reference: 'secmp0031-wg',
      title: 'A new solution',
      issuedBy: 'SECAS, for the Working Group',
    });
    assert.equal(reply.headers['location'], paths.deskConsultation({ reference: 'SECMP0031-WG' }));
    const page = textOf(await follow(desk, reply));
    assert.match(page, /SECMP0031-WG has been created\. Nobody but SECAS sees it yet\./);
    assert.match(textOf(await desk.get(paths.desk())), /A new solution.*Not set.*Set a deadline/);
  });

  test('a date alone means 5pm for the deadline and 9am for the opening, in London', async () => {
    const reference = await aPreparedConsultation({
      ...when('opens', '3', '7'),
      ...when('closes', '14', 'July'),
    });
    const { opens_at: opens, closes_at: closes } = await rowOf(reference);
    assert.deepEqual([String(opens), String(closes)], ['2017-07-03T08:00:00Z', '2017-07-14T16:00:00Z']);
  });

  test('what is missing comes back as links to the fields, with what was typed', async () => {
    const typed = { reference: 'a/b', audience: [], summary: '  <b>What</b>\nwas & typed' };
    const reply = await submitForm(desk, paths.deskNewConsultation(), typed);
    assert.equal(reply.status, 422);
    assert.deepEqual(errorLinks(reply), ['#template', '#reference', '#title', '#issuedBy', '#audience']);
    assert.equal(errorFor(reply, 'title'), 'Error: Enter a title');
    const page = pageOf(reply);
    assert.equal(typedIn(page.getElementById('summary')!), typed.summary);
    assert.equal(page.getElementById('reference')?.getAttribute('value'), 'a/b');
    assert.match(page.title, /^Error: /);
  });

  const wrong = [
    {
      name: 'a deadline that the clocks skip',
      fields: when('closes', '26', '3', '1:30am'),
      says: /go forward/,
    },
    { name: 'a deadline that happens twice', fields: when('closes', '29', '10', '01:30'), says: /go back/ },
    { name: 'a day that is not', fields: when('closes', '30', '2'), says: /Deadline: Enter a real date/ },
    { name: 'half a date', fields: when('closes', '14', ''), says: /a day, a month and a year/ },
    {
      name: 'a deadline at the opening',
      fields: { ...when('opens', '8', '2', '17:00'), ...when('closes', '8', '2', '5pm') },
      says: /later than the opening/,
    },
  ];
  for (const { name, fields, says } of wrong) {
    test(`${name} is refused with an explanation`, async () => {
      const details = {
        template: 'external',
        reference: 'WRONG-DATE',
        title: 'Wrong',
        issuedBy: 'Ofgem',
        ...fields,
      };
      const reply = await submitForm(desk, paths.deskNewConsultation(), details);
      assert.deepEqual([reply.status, errorLinks(reply)], [422, ['#closes']]);
      assert.match(errorFor(reply, 'closes') ?? '', says);
    });
  }

  test('of two dates each says which one is wrong', async () => {
    const fields = { ...when('opens', '32', '1'), ...when('closes', '14', '2', 'teatime') };
    const reply = await submitForm(desk, paths.deskNewConsultation(), fields);
    const said = [...pageOf(reply).querySelectorAll('.govuk-error-summary li')].map(
      (line) => line.textContent,
    );
    const dates = said.filter((line) => /Opens|Deadline/.test(line ?? '')).map((line) => line?.trim());
    assert.deepEqual(dates, [
      'Opens: Enter a day, a month and a year, such as 14 2 2017',
      'Deadline: Enter the time as 17:00, 5pm or 12 noon',
    ]);
  });

  test('two consultations cannot have one reference, however it is typed', async () => {
    const reference = await aPreparedConsultation();
    const typed = ` ${reference.toLowerCase()} `;
    const again = { template: 'external', reference: typed, title: 'Another', issuedBy: 'Ofgem' };
    const reply = await submitForm(desk, paths.deskNewConsultation(), again);
    assert.deepEqual([reply.status, errorLinks(reply)], [422, ['#reference']]);
    assert.equal((await db('consultation').where({ title: 'Another' })).length, 0);
  });

  for (const [name, fields] of Object.entries<Fields>({
    'a field that the form does not have': { published_at: '2017-01-01' },
    'a kind that does not exist': { template: 'referendum' },
    'two titles': { title: ['One', 'Two'] },
  })) {
    test(`${name} is not understood`, async () => {
      assert.equal((await submitForm(desk, paths.deskNewConsultation(), fields)).status, 400);
    });
  }
  test('what Postgres cannot keep is asked for again', async () => {
    const reply = await submitForm(desk, paths.deskNewConsultation(), { title: 'a\0b', summary: 'c\0d' });
    assert.equal(reply.status, 422);
    assert.match(errorFor(reply, 'summary') ?? '', /characters that cannot be kept/);
  });
});
