import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { textOf } from '../../support/browse.js';
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
  HARD_ANSWERS,
  inFull,
  proposedOn,
  take,
  tick,
  wordForm,
} from './answering.js';

const soffice = findSoffice();
const skip = soffice ? false : 'LibreOffice was not found';
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

const ways: Record<string, (docx: Buffer) => Promise<Buffer>> = {
  'saved as Word': (docx) => savedAs(docx, 'docx', 'docx'),
  'saved as OpenDocument, then as Word': async (docx) =>
    savedAs(await savedAs(docx, 'docx', 'odt'), 'odt', 'docx'),
  'saved as Word twice': async (docx) => savedAs(await savedAs(docx, 'docx', 'docx'), 'docx', 'docx'),
};

for (const [way, save] of Object.entries(ways)) {
  test(`a filled form that LibreOffice ${way} says the same`, { skip }, async () => {
    const consultation = await aForm();
    const [from, to] = [await aDraft(HARD_ANSWERS, consultation), await aDraft({}, consultation)];
    const saved = await save(await wordForm(from.id));
    const same = await bringIn(from.id, saved);
    assert.deepEqual(proposedOn(same), {});
    assert.doesNotMatch(textOf(same), /in no answer/);
    await take(to.id, await bringIn(to.id, saved));
    assert.deepEqual(await answersOf(to.id), inFull(HARD_ANSWERS));
  });
}

test(
  'a blank form that was edited, and saved by LibreOffice, comes back with every answer',
  { skip },
  async () => {
    const { id, consultation } = await aDraft();
    const list = (text: string) =>
      `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
    const edited = await editText(
      await blankForm(consultation),
      both(
        choose('Q1', 0, 'No view'),
        fill('Q1', 1, 1, 'Reasons\nin two paragraphs'),
        choose('Q3', 1, 'Worse'),
        choose('Q4', 0, 'G7.4'),
        fill('Q4', 1, 2, 'Comment'),
        tick('Q7'),
        fill('Q7', 0, 1, `${list('One')}${list('Two')}`),
        fill('Q7', 1, 1, 'Ours'),
      ),
    );
    const page = await bringIn(id, await ways['saved as Word']!(edited));
    assert.doesNotMatch(textOf(page), /in no answer/);
    await take(id, page);
    const saved = await answersOf(id);
    assert.deepEqual(saved['view']?.value, { choice: 'No view', rationale: 'Reasons\nin two paragraphs' });
    assert.deepEqual(saved['objectives']?.value, { choices: { b: 'Worse' }, rationale: '' });
    assert.deepEqual(saved['legal-text']?.value, { rows: [['G7.4', 'Comment', '']] });
    assert.equal(saved['other']?.confidential, true);
    assert.match((saved['other']!.value as { text: string }).text, /^(\W*|1\. )One\n(\W*|2\. )Two$/);
  },
);
