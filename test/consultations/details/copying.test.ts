import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import type { Question } from '../../../src/consultations/questions.js';
import { copyOf, paths } from '../../../src/paths.js';
import { pageOf, submitForm, textOf, typedIn } from '../../support/browse.js';
import {
  aDocument,
  aPreparedConsultation,
  aPublishedConsultation,
  auditOf,
  clock,
  db,
  desk,
  errorLinks,
  publish,
  rowOf,
  visitor,
  when,
} from '../atTheDesk.js';

const fieldsOf = async (url: string) => {
  const page = pageOf(await desk.get(url));
  const value = (id: string) => {
    const field = page.getElementById(id)!;
    return field.tagName === 'TEXTAREA' ? typedIn(field) : (field.getAttribute('value') ?? '');
  };
  const audience = [...page.querySelectorAll('input[name="audience"][checked]')].map((one) =>
    one.getAttribute('value'),
  );
  const kind = page.querySelector('select[name="kind"] option[selected]')?.getAttribute('value');
  return { page, value, audience, kind };
};

describe('a copy of an earlier consultation', () => {
  test('takes over its details and its questions as they are issued now, and nothing else', async () => {
    const earlier = await aPublishedConsultation({
      title: 'Changes to Section G',
      issuedBy: 'SEC Panel',
      modification: 'SECMP0026',
      summary: 'Before **all**.',
      howToRespond: 'Here.',
      audience: ['Large Supplier', 'Gas Network'],
    });
    await aDocument(earlier, 'The report');
    const [question] = (await db('question_issue')
      .where({ consultation_id: (await rowOf(earlier)).id })
      .first())!.questions as Question[];
    await submitForm(desk, paths.deskQuestion({ reference: earlier, question: question!.key }), {
      ask: 'Put right since?',
      note: 'A spelling.',
    });

    const shown = await fieldsOf(copyOf(earlier));
    assert.deepEqual(
      [shown.value('title'), shown.value('reference'), shown.value('modification'), shown.value('closes')],
      ['Copy of Changes to Section G', '', '', ''],
    );
    assert.deepEqual(
      [shown.kind, shown.audience],
      ['modification-report', ['Large Supplier', 'Gas Network']],
    );
    assert.match(
      shown.page.querySelector('main')!.textContent,
      /Its documents are not copied. It has: The report\./,
    );

    const reference = `${earlier}-2`;
    const reply = await submitForm(desk, copyOf(earlier), { reference });
    assert.equal(reply.headers['location'], paths.deskConsultation({ reference }));
    const [row, from] = [await rowOf(reference), await rowOf(earlier)];
    assert.deepEqual(
      [row.summary, row.how_to_respond, row.audience, row.issued_by, row.kind],
      [from.summary, from.how_to_respond, from.audience, from.issued_by, from.kind],
    );
    assert.deepEqual(
      [row.modification, row.opens_at, row.closes_at, row.announced_at, row.published_at],
      [null, null, null, null, null],
    );
    const questions = row.question_draft as Question[];
    assert.equal(questions[0]!.ask, 'Put right since?');
    assert.equal(questions.length, (from.question_draft as Question[]).length);
    for (const table of ['document', 'response', 'question_issue', 'outcome'] as const) {
      assert.equal((await db(table).where({ consultation_id: row.id })).length, 0, table);
    }

    assert.match(
      textOf(await desk.get(paths.deskConsultation({ reference }))),
      new RegExp(`Begun as a copy of ${earlier}`),
    );
    assert.deepEqual((await auditOf(reference))[0]!.detail, {
      reference,
      copiedFrom: { id: from.id, reference: earlier },
    });
    await submitForm(desk, paths.deskEdit({ reference }), when('closes', '8', '2'));
    assert.match(
      textOf(await desk.get(paths.deskPublish({ reference }))),
      /Its title is still that of a copy/,
    );
    assert.equal((await publish(reference)).status, 303);
    assert.doesNotMatch(textOf(await visitor.get(paths.consultation({ reference }))), /Begun as a copy/);
  });

  test('of one in preparation has the questions as they are prepared', async () => {
    const earlier = await aPreparedConsultation({ template: 'external' });
    const reference = `${earlier}-2`;
    await submitForm(desk, copyOf(earlier), { reference, title: 'Its own title' });
    assert.deepEqual((await rowOf(reference)).question_draft, (await rowOf(earlier)).question_draft);
  });

  test('needs a reference of its own, and keeps what was typed', async () => {
    const earlier = await aPreparedConsultation();
    for (const reference of ['', earlier]) {
      const reply = await submitForm(desk, copyOf(earlier), { reference, title: 'Mine' });
      assert.deepEqual([reply.status, errorLinks(reply)], [422, ['#reference']]);
      assert.equal(pageOf(reply).getElementById('title')?.getAttribute('value'), 'Mine');
      assert.equal(pageOf(reply).querySelector('input[name="copyOf"]')?.getAttribute('value'), earlier);
    }
  });

  test('of nothing is not found', async () => {
    assert.equal((await desk.get(copyOf('NO-SUCH'))).status, 404);
    const reply = await submitForm(desk, paths.deskNewConsultation(), {
      copyOf: 'NO-SUCH',
      reference: 'X-1',
    });
    assert.equal(reply.status, 404);
  });

  test('is chosen among all, the newest first, by words', async () => {
    clock.set('2017-01-16T10:00:00Z');
    const older = await aPreparedConsultation({ title: 'Zebra crossings at sites' });
    await db('consultation')
      .where({ reference: older })
      .update({ created_at: Temporal.Instant.from('2016-01-01T10:00:00Z') });
    const newer = await aPublishedConsultation({ title: 'Zebra crossings in homes' });
    const found = async (q: string) => {
      const page = pageOf(await desk.get(`${paths.deskCopy()}?${new URLSearchParams({ q }).toString()}`));
      return [...page.querySelectorAll('main table a')].map((one) => one.getAttribute('href'));
    };
    assert.deepEqual(await found('zebra'), [copyOf(newer), copyOf(older)]);
    assert.deepEqual(await found('ZEBRA sites'), [copyOf(older)]);
    assert.deepEqual(await found('%'), []);
    assert.deepEqual(await found('a\0b'), []);
  });
});

test('one from scratch has no questions, and a kind that was chosen', async () => {
  const fields = { template: 'none', reference: 'SCRATCH-1', title: 'New', issuedBy: 'SEC Panel' };
  const refused = await submitForm(desk, paths.deskNewConsultation(), fields);
  assert.deepEqual([refused.status, errorLinks(refused)], [422, ['#kind']]);
  await submitForm(desk, paths.deskNewConsultation(), { ...fields, kind: 'working-group' });
  const { kind, question_draft: questions } = await rowOf('SCRATCH-1');
  assert.deepEqual([kind, questions], ['working-group', []]);
});
