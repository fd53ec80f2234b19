import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser, csrfFrom, textOf, type Browser, type Reply } from '../support/browse.js';
import { anOrganisation, aPerson, aRepresentative, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db } = portal;
const secas = await signInAs(portal, await aSecasColleague(db));
const url = paths.deskPartiesImport();
const HEADER = 'party_id,name,category,organisation,acceded_on,left_on,how_left';
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

test('Windows-1252 and UTF-16, as Excel writes them, are read', async () => {
  const csv = `${HEADER}\r\nP400,Café Énergie,DCC,Group,,,\r\n`;
  for (const file of [
    Buffer.from(csv, 'latin1'),
    Buffer.from(`\ufeff${csv.replaceAll(',', '\t')}`, 'utf16le'),
  ]) {
    assert.match(textOf(await upload(secas, file)), /Café Énergie/);
  }
});

test('what no browser sends gets a clear answer and stores nothing', async () => {
  const csrf = await csrfFrom(secas, url);
  const csv = `${HEADER}\nP500,One,DCC,Group,,,\n`;
  const form = () => secas.post(url).redirects(0);
  const answers: [string, number, () => PromiseLike<Reply>][] = [
    ['no token', 403, () => form().field('step', 'preview').attach('file', Buffer.from(csv), 'a.csv')],
    [
      'a token after the file',
      403,
      () => form().attach('file', Buffer.from(csv), 'a.csv').field('_csrf', csrf),
    ],
    ['no token, no file', 403, () => form().field('step', 'preview').field('csv', csv)],
    ['an unknown field', 400, () => form().field('_csrf', csrf).field('step', 'preview').field('more', 'x')],
    [
      'an array',
      400,
      () => form().field('_csrf', csrf).field('step', 'preview').field('csv[4294967294]', 'x'),
    ],
    ['nesting', 400, () => form().field('_csrf', csrf).field('step', 'preview').field('a[b][c]', 'x')],
    [
      'a field twice',
      400,
      () => form().field('_csrf', csrf).field('csv', csv).field('csv', csv).field('step', 'preview'),
    ],
    [
      'two files',
      400,
      () =>
        form()
          .field('_csrf', csrf)
          .field('step', 'preview')
          .attach('file', Buffer.from(csv), 'a')
          .attach('file', Buffer.from(csv), 'b'),
    ],
    [
      'a file in another field',
      400,
      () => form().field('_csrf', csrf).field('step', 'preview').attach('other', Buffer.from(csv), 'a.csv'),
    ],
    [
      '6 MB',
      413,
      () =>
        form()
          .field('_csrf', csrf)
          .field('step', 'preview')
          .attach('file', Buffer.alloc(6 * 1024 * 1024, 'x'), 'a.csv'),
    ],
    [
      'a truncated form',
      400,
      () =>
        form()
          .type('multipart/form-data; boundary=x')
          .send(`--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${csrf}`),
    ],
    ['a step that is none', 400, () => form().field('_csrf', csrf).field('step', 'force').field('csv', csv)],
    [
      'zeros in the text',
      422,
      () =>
        form()
          .field('_csrf', csrf)
          .field('step', 'preview')
          .attach('file', Buffer.from(`${HEADER}\nP500,O\0ne,DCC,Group,,,\n`), 'a.csv'),
    ],
    [
      'bytes of nothing',
      422,
      () => form().field('_csrf', csrf).field('step', 'preview').attach('file', Buffer.alloc(5_000), 'a.csv'),
    ],
  ];
  const before = await db('party');
  for (const [what, status, ask] of answers) assert.equal((await ask()).status, status, what);
  assert.deepEqual(await db('party'), before);
});

test('the register is SECAS’s: others are sent to sign in, or refused', async () => {
  const representative = await signInAs(portal, await aRepresentative(db, await anOrganisation(db)));
  const panel = await signInAs(portal, await aPerson(db, { role: 'panel' }));
  for (const address of [paths.deskParties(), url]) {
    const stranger = await aBrowser(portal).get(address).redirects(0);
    assert.equal(stranger.status, 303);
    assert.match(stranger.headers['location'] ?? '', /^\/sign-in\?next=/);
    for (const browser of [representative, panel]) assert.equal((await browser.get(address)).status, 403);
  }
  const csrf = await csrfFrom(representative, paths.front());
  const reply = await representative
    .post(url)
    .field('_csrf', csrf)
    .field('step', 'preview')
    .field('csv', HEADER);
  assert.equal(reply.status, 403);
});
