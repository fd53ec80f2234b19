import assert from 'node:assert/strict';
import { test } from 'node:test';
import { follow, errorFor, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { aCompany, db, desk, portal, rowOf, sam } from '../desk.js';
import {
  aResponse,
  aThemedConsultation,
  change,
  codingsOf,
  frameOf,
  mark,
  themeAt,
  themeCalled,
  type Consultation,
} from './themes.js';

const nadia = await aSecasColleague(db);
const nadias = await signInAs(portal, nadia);

const add = (consultation: Consultation, name: string, description = '') =>
  submitForm(
    desk,
    frameOf(consultation),
    { name, description },
    { form: 'form:has(#name)', button: ['step', 'add'] },
  );

const namesOn = async (consultation: Consultation) =>
  [...pageOf(await desk.get(frameOf(consultation))).querySelectorAll('.portal-theme-order li > span')].map(
    (one) => one.textContent,
  );

test('a frame begins empty, and says how to begin', async () => {
  const consultation = await aThemedConsultation();
  const page = textOf(await desk.get(frameOf(consultation)));
  assert.match(page, /Nobody has answered this question yet.*No themes yet/);
  await add(consultation, ' The  cost ', 'What it costs, and whom');
  assert.match(textOf(await desk.get(frameOf(consultation))), /The cost What it costs, and whom/);
  assert.match(errorFor(await add(consultation, ''), 'name')!, /Enter a name/);
  const twice = await add(consultation, 'the COST', 'kept');
  assert.equal(twice.status, 422);
  assert.match(errorFor(twice, 'name')!, /There is a theme called “the COST” already/);
  assert.equal(pageOf(twice).querySelector('#description')!.textContent, 'kept');
});

test('themes are moved up and down; one whose neighbour has changed meanwhile is not', async () => {
  const consultation = await aThemedConsultation();
  for (const name of ['One', 'Two', 'Three']) await add(consultation, name);
  const form = '.portal-theme-order li:nth-child(3) form';
  const seen = await openForm(nadias, frameOf(consultation), form);
  await submitForm(desk, frameOf(consultation), {}, { form, button: ['move', 'up'] });
  assert.deepEqual(await namesOn(consultation), ['One', 'Three', 'Two']);
  const late = await send(nadias, seen.action, { ...seen.held, move: 'up' });
  assert.equal(late.status, 409);
  assert.match(textOf(late), /A colleague has changed the order/);
  assert.deepEqual(await namesOn(consultation), ['One', 'Three', 'Two']);
});

test('a theme is renamed; two at once do not overwrite each other unseen', async () => {
  const consultation = await aThemedConsultation();
  await add(consultation, 'Cost');
  const seen = await themeCalled(consultation, 'Cost');
  const reply = await change(consultation, seen, { step: 'rename', name: 'Money', description: 'All of it' });
  const page = textOf(await follow(desk, reply));
  assert.match(
    page,
    new RegExp(
      `Money All of it.*${sam.name} renamed it from “Cost” to “Money”.*${sam.name} made it as “Cost”`,
    ),
  );
  const late = await change(consultation, seen, { step: 'rename', name: 'Price', description: '' }, nadias);
  assert.equal(late.status, 409);
  assert.match(textOf(late), /A colleague has changed this theme since you opened this page/);
  assert.equal(
    pageOf(late).querySelector('#rename-name')!.getAttribute('value'),
    'Price',
    'what was typed is kept',
  );
  assert.equal((await themeCalled(consultation, 'Money')).name, 'Money');
});

test('merging keeps both codings, also of the same passage, and the history says so', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation);
  await mark(response, 'Nothing more.', { newTheme: 'Cost' });
  await mark(response, 'Nothing more.', { newTheme: 'Money' }, { browser: nadias });
  await mark(response, 'Testing', { newTheme: 'Money' });
  const [from, to] = [await themeCalled(consultation, 'Cost'), await themeCalled(consultation, 'Money')];
  const reply = await change(consultation, from, { step: 'merge', into: to.id });
  assert.equal(reply.headers['location'], themeAt(consultation, to.id));
  const page = textOf(await follow(desk, reply));
  assert.match(page, /Passages 2 Responses 1/, 'one passage is one, whoever coded it');
  assert.match(
    page,
    new RegExp(
      `Nothing more\\. (${sam.name}, [^;]*, as “Cost”; ${nadia.name}|${nadia.name}, [^;]*; ${sam.name}, .*, as “Cost”)`,
    ),
  );
  assert.match(page, new RegExp(`${sam.name} merged “Cost” into it, with 1 coding`));
  assert.equal((await codingsOf(consultation)).length, 3);

  const old = await nadias.get(themeAt(consultation, from.id)).redirects(0);
  assert.equal(old.headers['location'], themeAt(consultation, to.id), 'the old address leads on');
  const late = await change(consultation, from, { step: 'rename', name: 'Costs', description: '' }, nadias);
  assert.equal(late.status, 409);
  assert.match(textOf(late), /“Cost” has been merged into “Money” since you opened this page/);
  await add(consultation, 'Other');
  const none = await change(consultation, await themeCalled(consultation, 'Other'), {
    step: 'merge',
    into: '',
  });
  assert.match(errorFor(none, 'merge-into')!, /Choose the theme/);
});

test('splitting takes the chosen passages to a new theme', async () => {
  const consultation = await aThemedConsultation();
  const [one, other] = [await aResponse(consultation), await aResponse(consultation)];
  await mark(one, 'Nothing more.', { newTheme: 'Cost' });
  await mark(one, 'Testing', { newTheme: 'Cost' });
  await mark(other, 'Testing', { newTheme: 'Cost' });
  const theme = await themeCalled(consultation, 'Cost');
  const chosen = (await codingsOf(consultation))
    .filter(({ ends, starts }) => ends! - starts! === 'Testing'.length)
    .map(({ id }) => id);
  const none = await change(consultation, theme, { step: 'split', name: 'Tests', description: '' });
  assert.equal(none.status, 422);
  assert.match(textOf(none), /Choose the passages that go to the new theme/);
  const unnamed = await change(consultation, theme, {
    step: 'split',
    codings: chosen,
    name: '',
    description: '',
  });
  assert.match(errorFor(unnamed, 'split-name')!, /Enter a name/);
  assert.equal(
    pageOf(unnamed).querySelectorAll('input[name="codings"][checked]').length,
    2,
    'the choice is kept',
  );

  const reply = await change(consultation, theme, {
    step: 'split',
    codings: chosen,
    name: 'Tests',
    description: 'How long',
  });
  const page = textOf(await follow(desk, reply));
  assert.match(page, /Tests How long .*Passages 2 Responses 2.*split it from “Cost”, with 2 codings/);
  assert.match(
    textOf(await desk.get(themeAt(consultation, theme.id))),
    /Passages 1 .*split “Tests” from it, with 2 codings/,
  );

  const again = await themeCalled(consultation, 'Cost');
  const late = await change(consultation, again, {
    step: 'split',
    codings: chosen,
    name: 'More tests',
    description: '',
  });
  assert.equal(late.status, 409);
  assert.match(textOf(late), /removed or moved one of these passages/);
  assert.equal(await db('theme').where({ name: 'More tests' }).first(), undefined, 'nothing was written');
});

test('only an empty theme is taken out', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation);
  await mark(response, 'Nothing more.', { newTheme: 'Cost' });
  const theme = await themeCalled(consultation, 'Cost');
  const full = await change(consultation, theme, { step: 'remove' });
  assert.equal(full.status, 409);
  assert.match(textOf(full), /Passages are coded with this theme, so it stays/);
  await submitForm(
    desk,
    response.marking(),
    {},
    { form: '.portal-codings form', button: ['step', 'remove'] },
  );
  const gone = await follow(desk, await change(consultation, theme, { step: 'remove' }));
  assert.match(textOf(gone), /The theme has been taken out.*No themes yet/);
  assert.equal((await db('coding').where({ theme_id: theme.id })).length, 1, 'the removed coding is kept');
});

test('the counts are those of what counts, each response once in each of its categories', async () => {
  const consultation = await aThemedConsultation();
  const group = await aCompany(2, { category: 'Large Supplier' });
  const small = await aCompany(1, { category: 'Small Supplier' });
  const two = await aResponse(consultation, {
    company: { ...group, parties: [...group.parties, ...small.parties] },
  });
  const body = await aResponse(consultation, { company: await aCompany(0), forOrganisation: true });
  const dcc = await aResponse(consultation, { company: await aCompany(1, { category: 'DCC' }) });
  const late = await aResponse(consultation, { standing: 'late', receivedAt: '2017-02-08T17:04:00Z' });
  for (const response of [two, body, dcc, late]) await mark(response, 'Testing', { newTheme: 'Cost' });
  await mark(two, 'Nothing more.', { newTheme: 'Cost' });
  await aResponse(consultation);
  const page = await desk.get(frameOf(consultation));
  assert.match(textOf(page), /3 of 4 answers that count have a theme/);
  assert.deepEqual(rowOf(page, 'Cost'), {
    Theme: 'Cost 1 more in what does not count',
    Passages: '4',
    Responses: '3',
    Parties: '4',
    'Large Supplier': '1',
    'Small Supplier': '1',
    'Electricity Network': '0',
    'Gas Network': '0',
    'Other SEC Party': '0',
    DCC: '1',
    'No Party': '1',
  });
  const theme = textOf(await desk.get(themeAt(consultation, (await themeCalled(consultation, 'Cost')).id)));
  assert.match(theme, new RegExp(`Does not count`));
});

test('the page of a theme tells whose its passages are, and a look at what is confidential is recorded', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation, {
    answers: { other: { value: { text: 'Dear. Very dear.' }, confidential: true } },
    nameConfidential: true,
  });
  await mark(response, 'Very dear', { newTheme: 'Cost' });
  const looks = () => db('audit_entry').where({ action: 'confidential.read', subject_id: response.id });
  const before = (await looks()).length;
  const page = await desk.get(themeAt(consultation, (await themeCalled(consultation, 'Cost')).id));
  assert.match(
    textOf(page),
    new RegExp(
      `${response.company.organisation.name} ${response.reference} · Small Supplier Confidential Name confidential Very dear`,
    ),
  );
  assert.equal((await looks()).length, before + 1);
});
