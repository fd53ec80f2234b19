import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf, type Browser } from '../../support/browse.js';
import { aReport } from '../aReport.js';

const { db, consultation, submissions, member, trusted, secas } = await aReport();
const page = paths.panelConsultation({ reference: consultation.reference });
const shy = `Name withheld (${submissions.nameless.reference})`;

/** What is chosen in the form of a page, field by field. */
const chosenOn = (shown: Document) =>
  [...shown.querySelectorAll('form[aria-label="Filters and cross-tabs"] select')].map((one) => [
    one.getAttribute('name'),
    one.querySelector('option[selected]')?.getAttribute('value') ?? '',
  ]);

/** What a page shows of a closer look: the respondents, the filters in words, and the tables of the cross-tab. */
async function lookedAt(browser: Browser, query: string) {
  const reply = await browser.get(`${page}?${query}`);
  assert.equal(reply.status, 200);
  const shown = pageOf(reply);
  /** Without rows there is no table. */
  const cellsOf = (table: Element | undefined) =>
    [...(table?.querySelectorAll('tr') ?? [])].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => cell.textContent!.trim()),
    );
  const tableCalled = (caption: string, within = 'body') =>
    [...shown.querySelectorAll(`${within} table`)].find(
      (table) => table.querySelector('caption')?.textContent === caption,
    );
  return {
    text: textOf(reply),
    shown,
    respondents: cellsOf(tableCalled('Respondents'))
      .slice(1)
      .map(([name]) => name),
    filters: [...shown.querySelectorAll('.portal-filters__one')].map((one) =>
      one.firstChild!.textContent!.trim(),
    ),
    remove: [...shown.querySelectorAll('.portal-filters a')].map((one) => one.getAttribute('href')),
    tally: (number: number) => cellsOf(tableCalled(`Tally of question ${number}`)),
    crossTab: (caption: string) => cellsOf(tableCalled(caption, '[aria-labelledby="cross-tab"]')),
  };
}

test('respondents, answers and tallies are narrowed to a category, and the page says so', async () => {
  const looked = await lookedAt(member, 'category=Large+Supplier');
  assert.deepEqual(looked.respondents, ['Open Energy']);
  assert.deepEqual(looked.filters, ['Category: Large Supplier']);
  assert.match(looked.text, /1 of 3 responses, for 2 Parties\./);
  assert.deepEqual(
    looked.tally(1).map(([label, responses]) => [label, responses]),
    [
      ['Answer', 'Responses'],
      ['Approve', '1'],
      ['Reject', '0'],
      ['No view', '0'],
    ],
  );
  assert.match(looked.text, /Eligible Parties 5/, 'who was asked is of all');
  assert.deepEqual(looked.remove, [`${page}#closer`, `${page}#closer`], 'and one stays where one was');
});

test('a choice that is confidential is found by those alone who may read it', async () => {
  const query = 'answer=view%3AReject';
  assert.deepEqual((await lookedAt(member, query)).respondents, [shy]);
  const inFull = await lookedAt(trusted, `${query}&version=confidential`);
  assert.deepEqual(inFull.respondents, ['Closed Book Energy', 'Shy Energy']);
  assert.deepEqual(inFull.filters, ['Question 1: Reject']);
  assert.deepEqual(inFull.remove, [
    `${page}?version=confidential#closer`,
    `${page}?version=confidential#closer`,
  ]);
  assert.deepEqual((await lookedAt(member, 'category=Gas+Network')).respondents, []);
  assert.deepEqual((await lookedAt(member, 'category=Withheld')).respondents, [shy]);
});

test('the form is in the address, without a script, and keeps the version and the edition that are read', async () => {
  const { shown } = await lookedAt(
    trusted,
    'version=confidential&edition=1.0&category=Gas+Network&rows=view',
  );
  const form = shown.querySelector('form[aria-label="Filters and cross-tabs"]')!;
  assert.deepEqual([form.getAttribute('method'), form.getAttribute('action')], ['get', `${page}#closer`]);
  const fields = [...form.querySelectorAll('input')].map((one) => [
    one.getAttribute('name'),
    one.getAttribute('value'),
  ]);
  assert.deepEqual(fields, [
    ['version', 'confidential'],
    ['edition', '1.0'],
  ]);
  assert.deepEqual(chosenOn(shown), [
    ['category', 'Gas Network'],
    ['answer', ''],
    ['theme', ''],
    ['written', ''],
    ['rows', 'view'],
    ['columns', 'category'],
  ]);
});

test('a theme, and whether somebody wrote anything', async () => {
  const { shown } = await lookedAt(member, '');
  const themes = [...shown.querySelectorAll('select[name="theme"] option')].slice(1);
  assert.ok(themes.every((one) => !one.textContent!.includes('SECRET')));
  const looked = await lookedAt(member, `theme=${themes[0]!.getAttribute('value')}&written=1`);
  assert.deepEqual(looked.respondents, ['Open Energy']);
  assert.equal(looked.filters.length, 2);
  const hidden = (await db('theme').where({ name: 'SECRET-THEME of the whole' }).first('id'))!;
  const guessed = await lookedAt(member, `theme=${hidden.id}`);
  assert.match(guessed.text, /asks for something that this version of the report does not have/);
  assert.equal(guessed.respondents.length, 3, 'and nothing is narrowed');
});

test('a cross-tab: responses and Parties apart, with totals, and what to know about them', async () => {
  const looked = await lookedAt(member, 'rows=view&columns=category');
  assert.deepEqual(looked.crossTab('Responses'), [
    ['Answer', 'Large Supplier', 'Small Supplier', 'Electricity Network', 'Withheld', 'Total'],
    ['Approve', '1', '0', '1', '0', '1'],
    ['Reject', '0', '0', '0', '1', '1'],
    ['No view', '0', '0', '0', '0', '0'],
    ['Confidential', '0', '1', '0', '0', '1'],
    ['Total', '1', '1', '1', '1', '3'],
  ]);
  assert.deepEqual(looked.crossTab('Parties represented').at(-1), ['Total', '1', '1', '1', '0', '3']);
  assert.match(looked.text, /The columns need not add up to the total/);
  assert.doesNotMatch(looked.text, /\bvotes?\b/i);
  const swap = [...looked.shown.querySelectorAll('#cross-tab ~ p a')].map((one) => one.getAttribute('href'));
  assert.deepEqual(swap, [`${page}?rows=category&columns=view#closer`, `${page}#closer`]);
  const { shown } = await lookedAt(member, 'rows=category&columns=view');
  assert.deepEqual(chosenOn(shown).slice(-2), [
    ['rows', 'category'],
    ['columns', 'view'],
  ]);
});

test('a row of a matrix by a choice, of those that a filter leaves', async () => {
  const looked = await lookedAt(member, 'rows=objectives.a&columns=view&category=Large+Supplier');
  assert.deepEqual(looked.crossTab('Responses')[0]!.slice(1, 4), ['Approve', 'Reject', 'No view']);
  assert.deepEqual(looked.crossTab('Responses').at(-1)!.at(-1), '1');
  assert.match(looked.text, /Cross-tab: question 3, Security of systems by question 1/);
});

test('what cannot be crossed is said, and the report stands as ever', async () => {
  for (const [query, says] of [
    ['rows=view&columns=view', /Choose two different things/],
    ['rows=other&columns=category', /does not have the question/],
    ['rows=objectives&columns=category', /does not have the question/],
    ['rows=view&columns=nothing', /does not have the question/],
    ['answer=view%3APerhaps', /asks for something/],
    ['answer=%00%3A%00', /asks for something/],
  ] as const) {
    const looked = await lookedAt(member, query);
    assert.match(looked.text, says, query);
    assert.equal(looked.respondents.length, 3, query);
  }
});

test('where more fit than a page tells, tallies of others do not stand beside their answers', async () => {
  const edition = (await db('report_edition').where({ version: 'all' }).first('id'))!;
  await db.raw(
    `with told as (
       select t.told || jsonb_build_object('name', 'Company ' || n) as told, n from generate_series(1, 510) n,
         report_edition_response r join told_response t on t.digest = r.digest
       where r.edition_id = :edition and r.submission_id = :openly
     ), kept as (insert into told_response (digest, told) select 'made-' || n, told from told)
     insert into report_edition_response (edition_id, position, submission_id, digest)
     select :edition, 100 + n, :openly, 'made-' || n from told`,
    { edition: edition.id, openly: submissions.openly.id },
  );
  const looked = await lookedAt(member, 'category=Large+Supplier&rows=view');
  assert.equal(looked.respondents.length, 500);
  assert.match(looked.text, /511 of 3 responses, for 1,?022 Parties\. The first 500 are told in full/);
  assert.doesNotMatch(looked.text, /Tally of question 1/);
  assert.equal(looked.crossTab('Responses')[1]!.at(-1), '511');
});

test('the preview of the public version has neither', async () => {
  const looked = await lookedAt(secas, 'version=public&category=Large+Supplier&rows=view');
  assert.equal(looked.shown.querySelector('#closer, #cross-tab'), null);
  assert.equal(looked.respondents.length, 3);
});
