import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { csrfFrom, pageOf, textOf, valuesOf, type Reply } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { startPortal } from '../../support/portal.js';
import { signInAs } from '../../support/signIn.js';
import { findSoffice } from '../../support/soffice.js';
import { aWorkbook, texts } from './aWorkbook.js';
import { byLibreOffice, HEADINGS } from './byLibreOffice.js';

const portal = await startPortal();
const { db } = portal;
const secas = await signInAs(portal, await aSecasColleague(db));
const url = paths.deskPartiesImport();

async function upload(file: Buffer): Promise<Reply> {
  return secas
    .post(url)
    .field('_csrf', await csrfFrom(secas, url))
    .field('step', 'preview')
    .attach('file', file, 'register.xlsx')
    .redirects(0);
}

/** Presses the button of a form as it was shown; it is sent in parts, as the form says. */
async function press(reply: Reply, name: string): Promise<Reply> {
  const all = [...pageOf(reply).querySelectorAll('main button')];
  const button = all.find((one) => one.textContent.includes(name))!;
  const fields = { ...valuesOf(button.closest('form')!), step: button.getAttribute('value')! };
  const request = secas.post(url).redirects(0);
  for (const [field, value] of Object.entries(fields)) void request.field(field, value as string);
  return request;
}

test('a workbook is shown like any file, and what was shown is brought in', async () => {
  const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const party = ['Calder, Gas &amp; Co', 'Gas Network', 'Calder'].map(inline).join('');
  const file = await aWorkbook({
    formats: ['dd/mm/yyyy'],
    sheets: [
      { name: 'Read me', rows: texts(1, 'This is the register') },
      {
        name: 'Parties',
        rows: `${texts(1, ...HEADINGS)}<row r="4"><c><v>401</v></c>${party}<c s="1"><v>41699</v></c></row>`,
      },
    ],
  });
  const preview = await upload(file);
  assert.match(textOf(preview), /Read from the sheet “Parties”/);
  assert.match(textOf(preview), /Calder, Gas & Co ?401 ?Gas Network ?Calder ?1 March 2014 ?4/);
  const done = await press(preview, 'Make these changes');
  assert.equal(done.headers['location'], paths.deskParties());
  const brought = await db('party as p')
    .join('party_particulars as q', 'q.party_id', 'p.id')
    .where('q.name', 'Calder, Gas & Co')
    .first('p.register_id', 'p.acceded_on', 'q.category');
  assert.deepEqual(
    [brought?.register_id, brought?.acceded_on, brought?.category],
    ['401', '2014-03-01', 'Gas Network'],
  );
});

test('what is wrong is said with the row of the sheet', async () => {
  const wrong = texts(3, 'P1', 'One', 'No such', 'Group') + texts(7, '', 'Two', 'Gas Network', 'Group');
  const rows = texts(1, ...HEADINGS) + wrong;
  const reply = await upload(await aWorkbook({ sheets: [{ name: 'Parties', rows }] }));
  assert.equal(reply.status, 422);
  assert.match(textOf(reply), /Line 3: .*Line 7: Give the Party’s id/);
});

test('of several sheets that could be it one is chosen', async () => {
  const rows = (id: string) => texts(1, ...HEADINGS) + texts(2, id, `Party ${id}`, 'Gas Network', 'Group');
  const asked = await upload(
    await aWorkbook({
      sheets: [
        { name: 'January', rows: rows('J1') },
        { name: 'Notes', rows: texts(1, 'Nothing') },
        { name: 'February', rows: rows('F1') },
      ],
    }),
  );
  const buttons = [...pageOf(asked).querySelectorAll('main button')].map((one) => one.textContent.trim());
  assert.deepEqual(buttons, ['Use “January”', 'Use “February”']);
  const preview = textOf(await press(asked, 'February'));
  assert.match(preview, /Party F1/);
  assert.doesNotMatch(preview, /Party J1/);
});

test('where no sheet has the columns, what is missing is said of the first; an empty one is called empty', async () => {
  const none = await upload(await aWorkbook({ sheets: [{ name: 'A', rows: texts(2, 'party_id', 'name') }] }));
  assert.match(textOf(none), /Line 2: These columns are missing: category, organisation/);
  const empty = await upload(await aWorkbook({ sheets: [{ name: 'A', rows: '' }] }));
  assert.match(textOf(empty), /The first sheet, “A”, is empty/);
});

test('what cannot be read is refused with what to do, and changes nothing', async () => {
  const before = (await db('party')).length;
  for (const [file, says] of [
    [Buffer.from('\xd0\xcf\x11\xe0', 'latin1'), /protected by a password or of an older kind/],
    [Buffer.from('PK\x03\x04 and nothing'), /no workbook that can be read/],
  ] as const) {
    const reply = await upload(file);
    assert.equal(reply.status, 422);
    assert.match(textOf(reply), says);
  }
  assert.equal((await db('party')).length, before);
});

for (const firstDay of findSoffice() ? ['1899-12-30', '1904-01-01'] : []) {
  test(`a workbook of LibreOffice that counts its days from ${firstDay}`, { timeout: 120_000 }, async () => {
    const preview = await upload(await byLibreOffice(firstDay));
    assert.match(textOf(preview), /Énergie “Ω” plc ?P77 ?Large Supplier ?Ω Group ?1 March 2014 ?4/);
  });
}
