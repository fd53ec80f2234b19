import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import {
  csrfFrom,
  follow,
  pageOf,
  submitForm,
  textOf,
  valuesOf,
  type Browser,
  type Reply,
} from '../support/browse.js';
import { aSecasColleague } from '../support/build.js';
import { testSample } from '../support/database.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db } = portal;
const secas = await signInAs(portal, await aSecasColleague(db));
const url = paths.deskPartiesImport();
const HEADER = 'party_id,name,category,organisation,acceded_on,left_on,how_left';
const register = await testSample('party-register.csv');

/** Sends the form as a browser sends a file. */
async function upload(
  browser: Browser,
  file: Buffer | string,
  fields: Record<string, string> = {},
): Promise<Reply> {
  const request = browser.post(url).field('_csrf', await csrfFrom(browser, url));
  for (const [name, value] of Object.entries({ step: 'preview', ...fields })) void request.field(name, value);
  return request.attach('file', Buffer.from(file), 'register.csv').redirects(0);
}

const paste = (csv: string) => submitForm(secas, url, { csv }, { button: ['step', 'preview'] });

/** Presses the button of the preview that a reply holds. */
async function confirm(preview: Reply, changed: Record<string, string> = {}): Promise<Reply> {
  const form = pageOf(preview).querySelector('main form[method="post"]')!;
  const request = secas.post(url);
  for (const [name, value] of Object.entries({ ...valuesOf(form), step: 'confirm', ...changed }))
    void request.field(name, value);
  return request.redirects(0);
}

const statsOf = (reply: Reply): Record<string, string> =>
  Object.fromEntries(
    [...pageOf(reply).querySelectorAll('.portal-stat')].map((stat) => [
      stat.querySelector('dt')!.textContent!.trim(),
      stat.querySelector('.portal-stat__value')!.textContent!.trim(),
    ]),
  );

test('an empty register says how to begin', async () => {
  assert.match(textOf(await secas.get(paths.deskParties())), /No Parties yet.*Import the register/);
});

test('the real register: file, preview, change, list', async () => {
  const preview = await upload(secas, register);
  assert.equal(preview.status, 200);
  assert.deepEqual(statsOf(preview), { 'New Parties': '43', Unchanged: '0' });
  assert.match(textOf(preview), /new organisations British Gas, SSE, E\.ON/);
  assert.deepEqual(await db('party'), [], 'a preview changes nothing');

  const done = await confirm(preview);
  assert.equal(done.status, 303);
  const list = await follow(secas, done);
  assert.match(textOf(list), /The register has been imported\./);
  assert.match(textOf(list), /43 Parties of 31 organisations/);
  assert.deepEqual(statsOf(list), {
    'Large Supplier': '12',
    'Small Supplier': '9',
    'Electricity Network': '17',
    'Gas Network': '5',
    'Other SEC Party': '0',
    DCC: '0',
  });
  const again = await upload(secas, register);
  assert.match(textOf(again), /Nothing: the register says all of this already/);
  assert.equal(pageOf(again).querySelector('button[value="confirm"]'), null);
});

test('the list is searched, filtered and paged', async () => {
  const list = async (query: string) => {
    const reply = await secas.get(`${paths.deskParties()}?${query}`);
    return [...pageOf(reply).querySelectorAll('tbody th')].map((cell) => cell.textContent!.trim());
  };
  assert.deepEqual(await list('search=manweb'), ['SP Manweb plc']);
  assert.deepEqual(await list('search=P043'), ['Wales & West Utilities Limited']);
  assert.equal((await list('search=Western+Power')).length, 4);
  assert.deepEqual(await list('search=%25'), []);
  assert.equal((await list('category=Gas+Network')).length, 5);
  assert.deepEqual(await list('show=left'), []);
  assert.equal((await list('category=nonsense&page=-1&search=')).length, 43);
  assert.deepEqual(await list('page=2'), []);
});

test('what would change is told sort by sort, and what the file leaves out stays', async () => {
  const csv = [
    HEADER,
    'P001,British Gas plc,Large Supplier,British Gas,,,',
    'P002,SSE Energy Supply Limited,Small Supplier,SSE,,,',
    'P003,E.ON Energy Solutions Limited,Large Supplier,Tidewell,,,',
    'P004,EDF Energy Customers plc,Large Supplier,EDF Energy,2013-09-23,2017-01-09,expelled',
    'P999,"=HYPERLINK(""http://x.example"",""y"")",Other SEC Party,"<b>Bold</b>",,,',
    'P005,Npower Limited,Large Supplier,npower,,,',
  ].join('\r\n');
  const preview = await paste(csv);
  assert.deepEqual(statsOf(preview), {
    'New Parties': '1',
    Renamed: '1',
    'Category changes': '1',
    'Moves to another organisation': '1',
    Left: '1',
    'Date of accession changes': '1',
    Unchanged: '1',
  });
  const text = textOf(preview);
  assert.match(text, /Renamed.*British Gas plc P001 British Gas Trading Limited British Gas plc 2/);
  assert.match(text, /EDF Energy Customers plc P004 Left on 9 January 2017 \(expelled\) 5/);
  assert.match(text, /=HYPERLINK\("http:\/\/x\.example","y"\)/);
  assert.match(text, /38 Parties are not in the file They stay as they are/);
  assert.equal(pageOf(preview).querySelector('main b'), null);

  assert.equal((await confirm(preview)).status, 303);
  const left = await secas.get(`${paths.deskParties()}?show=left`);
  assert.match(
    textOf(left),
    /1 Party found.*EDF Energy Customers plc Left P004.*Left on 9 January 2017 \(expelled\)/,
  );
  assert.equal((await db('party')).length, 44);
  const audited = await db('audit_entry')
    .where({ action: 'register.imported' })
    .orderBy('id', 'desc')
    .first();
  assert.deepEqual(audited?.detail, {
    new: 1,
    renamed: 1,
    category: 1,
    organisation: 1,
    acceded: 1,
    left: 1,
    back: 0,
    unchanged: 1,
    newOrganisations: 2,
  });
});

test('bad rows are named by line, the text is kept to be corrected, and nothing is done', async () => {
  const before = await db('party_particulars');
  const csv = `${HEADER}\nP101,One,Large Suplier,Group,,,\nP102,Two,DCC,Group,2017-02-30,,\nP103,Three,DCC,Group,,,\n`;
  for (const reply of [await paste(csv), await upload(secas, csv)]) {
    assert.equal(reply.status, 422);
    assert.match(textOf(reply), /Nothing was done: 2 lines must be corrected/);
    assert.match(textOf(reply), /Line 2: “Large Suplier” is not a category\. Perhaps it is “Large Supplier”/);
    assert.match(textOf(reply), /Line 3: “2017-02-30” in acceded_on is not a date/);
    const kept = pageOf(reply).querySelector('textarea[name="csv"]')?.textContent ?? '';
    assert.equal(kept.replaceAll('\r\n', '\n').trim(), csv.trim());
    const summary = pageOf(reply).querySelector('.govuk-error-summary a')?.getAttribute('href');
    assert.ok(pageOf(reply).querySelector(summary ?? 'nothing'), 'the summary leads to a field');
  }
  assert.deepEqual(await db('party_particulars'), before);
});

test('a form with neither file nor text is asked for one', async () => {
  const reply = await paste('  \n ');
  assert.equal(reply.status, 422);
  assert.match(textOf(reply), /Choose a file, or paste the text of one/);
});

test('a preview of a register that has changed since is shown again, not done', async () => {
  const preview = await paste(`${HEADER}\nP200,One,DCC,Group,,,\n`);
  const other = await paste(`${HEADER}\nP200,Another,DCC,Group,,,\n`);
  assert.equal((await confirm(other)).status, 303);
  const stale = await confirm(preview);
  assert.equal(stale.status, 409);
  assert.match(textOf(stale), /The register has changed since you looked.*Renamed.*Another/);
  assert.equal((await confirm(stale)).status, 303);
});

test('another text than the one that was previewed is not brought in', async () => {
  const preview = await paste(`${HEADER}\nP300,One,DCC,Group,,,\n`);
  const reply = await confirm(preview, { csv: `${HEADER}\nP300,Smuggled,DCC,Group,,,\n` });
  assert.equal(reply.status, 409);
  assert.equal(await db('party').where({ register_id: 'P300' }).first(), undefined);
});
