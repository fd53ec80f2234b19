/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf } from '../../support/browse.js';
import { FURTHER_QUESTIONS } from '../../support/form.js';
import { findSoffice } from '../../support/soffice.js';
import {
  aDraft,
  aForm,
  answersOf,
  blankForm,
  both,
  bringIn,
  choose,
  editText,
  fill,
  inFull,
  inTable,
  isobels,
  proposedOn,
  take,
  wordForm,
} from './answering.js';

/** The keys in the form: guidance has none, so Q1 is `effects`, then `which`, `from-when`, `priorities`, `summary`. */
const questions = FURTHER_QUESTIONS;

const ANSWERS = {
  effects: { value: { chosen: ['Billing', 'Something else'], rationale: 'Both.\n\nTwo lines.' } },
  which: { value: { text: 'The “call” centre & <more>' } },
  'from-when': { value: { day: '1', month: '11', year: '2017' } },
  priorities: {
    value: { ranks: { Cost: '2', Time: '3', Security: '1' }, rationale: 'Safe.' },
    confidential: true,
    reason: 'Ours',
  },
  summary: { value: { text: 'one two three four five six' } },
};

/** Ticks the n-th box of a table, from 0, as a word processor does. */
const tickBox = (mark: string, box: number) =>
  inTable(mark, (table) => {
    let at = -1;
    return table.replaceAll(/<w:sdt>(?:(?!<\/w:sdt>).)*☐(?:(?!<\/w:sdt>).)*<\/w:sdt>/gs, (control) =>
      (at += 1) === box
        ? control.replace('☐', '☒').replace('w14:checked w14:val="0"', 'w14:checked w14:val="1"')
        : control,
    );
  });

test('a form that was not touched changes nothing, and none of the guidance is taken for an answer', async () => {
  for (const answers of [{}, ANSWERS]) {
    const draft = await aDraft(answers, await aForm({ questions }));
    const page = await bringIn(draft.id, await wordForm(draft.id));
    assert.deepEqual(proposedOn(page), {});
    assert.match(textOf(page), /Q1, Q2, Q3, Q4, Q5: the same in the form and in the draft/);
    assert.doesNotMatch(textOf(page), /in no answer/);
    assert.deepEqual(await answersOf(draft.id), inFull(answers));
  }
});

test('each type comes through a form into another draft', async () => {
  const consultation = await aForm({ questions });
  const [from, to] = [await aDraft(ANSWERS, consultation), await aDraft({}, consultation)];
  const page = await bringIn(to.id, await wordForm(from.id));
  assert.match(textOf(page), /1 November 2017/);
  assert.match(textOf(page), /1\. Security 2\. Cost 3\. Time/);
  assert.match(textOf(page), /Shorten this by 1 word.*You can put this right after saving it/);
  await take(to.id, page);
  assert.deepEqual(await answersOf(to.id), inFull(ANSWERS));
});

test('a blank form is filled in: boxes ticked or crossed, a date, numbers chosen', async () => {
  const { id, consultation } = await aDraft({}, await aForm({ questions }));
  const filled = await editText(
    await blankForm(consultation),
    both(
      tickBox('Q1', 1),
      fill('Q1', 0, 2, 'x'),
      fill('Q2', 0, 1, 'The call\ncentre'),
      fill('Q3', 0, 1, '14/2/2018'),
      choose('Q4', 0, '3'),
      choose('Q4', 1, '1'),
      choose('Q4', 2, '2'),
    ),
  );
  await take(id, await bringIn(id, filled));
  assert.deepEqual(
    await answersOf(id),
    inFull({
      effects: { value: { chosen: ['Billing', 'Metering'], rationale: '' } },
      which: { value: { text: 'The call centre' } },
      'from-when': { value: { day: '14', month: '2', year: '2018' } },
      priorities: { value: { ranks: { Cost: '3', Time: '1', Security: '2' }, rationale: '' } },
    }),
  );
});

test('what has no place is shown: words beside a box, a number that is none; a date in words is kept whole', async () => {
  const { id, consultation } = await aDraft(ANSWERS, await aForm({ questions }));
  assert.ok(consultation);
  const filled = await editText(
    await wordForm(id),
    both(
      fill('Q1', 1, 2, 'perhaps'),
      fill('Q3', 0, 1, 'as soon as the systems allow'),
      fill('Q4', 0, 2, 'first of all'),
    ),
  );
  const page = await bringIn(id, filled);
  assert.match(textOf(page), /Q1, Metering perhaps/);
  assert.match(textOf(page), /Q4, Cost: this is not one of the options.*first of all/);
  assert.deepEqual(proposedOn(page), { 'from-when': true });
  await take(id, page);
  const { value } = (await answersOf(id))['from-when']!;
  assert.deepEqual(value, { day: 'as soon as the systems allow', month: '', year: '' });
});

test('the printed form has boxes to tick, room for a date and a number for each, and the guidance', async () => {
  const { id } = await aDraft(ANSWERS, await aForm({ questions }));
  const page = await isobels.get(paths.responseForm({ id }));
  const text = textOf(page);
  assert.match(text, /Before you answer Think of the systems of all your Parties/);
  assert.match(text, /Q1 What would have to change\?.*Tick all that apply/);
  assert.match(text, /☒ Billing \(chosen\) ☐ Metering ☒ Something else \(chosen\)/);
  assert.match(text, /Q3 From when could you do it\? .* 1 November 2017/);
  assert.match(
    text,
    /Give each a different number: 1 for the first, 3 for the last\..*Reasons: at most 5 words/,
  );
  assert.match(text, /What happens next The Panel answers every point\./);
  assert.equal(pageOf(page).querySelectorAll('.portal-print-mark').length, 5);
});

const soffice = findSoffice();
const folder = await mkdtemp(path.join(tmpdir(), 'portal-word-'));
after(() => rm(folder, { recursive: true, force: true }));

/** Opens a document in LibreOffice and saves it in another format. */
async function savedAs(bytes: Buffer, from: string, to: string): Promise<Buffer> {
  const file = path.join(folder, `form.${from}`);
  await writeFile(file, bytes);
  const out = path.join(folder, 'out');
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  await promisify(execFile)(soffice!, [profile, '--headless', '--convert-to', to, '--outdir', out, file]);
  return readFile(path.join(out, `form.${to}`));
}

const skip = soffice ? false : 'LibreOffice was not found';

test(
  'a filled form says the same after LibreOffice saved it, by way of OpenDocument too',
  { skip },
  async () => {
    const consultation = await aForm({ questions });
    const from = await aDraft(ANSWERS, consultation);
    const saved = await savedAs(await wordForm(from.id), 'docx', 'docx');
    const twice = await savedAs(await savedAs(saved, 'docx', 'odt'), 'odt', 'docx');
    for (const file of [saved, twice]) {
      const same = await bringIn(from.id, file);
      assert.deepEqual(proposedOn(same), {});
      assert.doesNotMatch(textOf(same), /in no answer/);
      const to = await aDraft({}, consultation);
      await take(to.id, await bringIn(to.id, file));
      assert.deepEqual(await answersOf(to.id), inFull(ANSWERS));
    }
  },
);

test(
  'a form that was edited and then saved by LibreOffice comes back with every answer',
  { skip },
  async () => {
    const { id, consultation } = await aDraft({}, await aForm({ questions }));
    const edited = await editText(
      await blankForm(consultation),
      both(tickBox('Q1', 0), tickBox('Q1', 0), choose('Q4', 0, '1'), fill('Q3', 0, 1, '14 Feb 2018')),
    );
    await take(id, await bringIn(id, await savedAs(edited, 'docx', 'docx')));
    assert.deepEqual(
      await answersOf(id),
      inFull({
        effects: { value: { chosen: ['Billing', 'Metering'], rationale: '' } },
        'from-when': { value: { day: '14', month: '2', year: '2018' } },
        priorities: { value: { ranks: { Cost: '1' }, rationale: '' } },
      }),
    );
  },
);
