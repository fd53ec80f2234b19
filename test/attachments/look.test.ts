import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser, pageOf } from '../support/browse.js';
import { anOrganisation, aPerson, aRepresentative, aSecasColleague } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import { oneOfEach } from './sampleFiles.js';
import { aPdf, download, startUploading, type Sent } from './uploading.js';

const { portal, db, organisation, aDraft, browser, upload, filesOf } = await startUploading();

const LOOKED_AT = new Set(['application/pdf', 'image/png', 'image/jpeg']);

async function aDraftWith(sent: Sent) {
  const draft = await aDraft();
  await upload(draft.url, sent);
  const [file] = await filesOf(draft.id);
  const at = { id: draft.id, attachment: file!.id };
  return { draft, at, look: paths.attachmentLook(at), setScan: setScan(file!.fileId) };
}

const setScan = (id: string) => (scan: string) => db('file').where({ id }).update({ scan });

for (const { name, bytes, mediaType } of await oneOfEach()) {
  const may = LOOKED_AT.has(mediaType);
  test(`${name} (${mediaType}) ${may ? 'is shown, as harmless as can be' : 'is never shown'}`, async () => {
    const { draft, look } = await aDraftWith({ name, bytes });
    const reply = await download(browser, look);
    const links = pageOf(await browser.get(draft.url)).querySelectorAll(`a[href="${look}"]`);
    assert.equal(links.length, may ? 1 : 0);
    if (!may) return assert.equal(reply.status, 404);
    assert.equal(reply.status, 200);
    assert.ok((reply.body as Buffer).equals(bytes));
    const { headers } = reply;
    assert.equal(headers['content-type'], mediaType);
    assert.match(headers['content-disposition'] as string, /^inline; filename="/);
    assert.match(headers['content-security-policy'] as string, /^sandbox; default-src 'none';/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['cross-origin-opener-policy'], undefined);
  });
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const PAGE = '<!doctype html><script>alert(1)</script>';
for (const [name, text] of [
  ['drawing.svg', SVG],
  ['page.html', PAGE],
  ['page.png', PAGE],
  ['page.pdf', PAGE],
] as const) {
  test(`${name}, which is text to be run, is taken as text and never shown`, async () => {
    const { look, at } = await aDraftWith({ name, bytes: Buffer.from(text) });
    const reply = await browser.get(look);
    assert.equal(reply.status, 404);
    assert.match(reply.text, /can only be downloaded/);
    const saved = await browser.get(paths.attachment(at));
    assert.equal(saved.headers['content-type'], 'text/plain');
    assert.match(saved.headers['content-disposition']!, /^attachment;/);
  });
}

test('what has not been found clean is not shown: waiting 409, infected 403, and neither page links to it', async () => {
  const { draft, look, setScan: scanned } = await aDraftWith(aPdf());
  for (const [scan, status] of [
    ['waiting', 409],
    ['infected', 403],
  ] as const) {
    await scanned(scan);
    const reply = await browser.get(look);
    assert.equal(reply.status, status);
    assert.match(reply.headers['content-type']!, /^text\/html/);
    assert.doesNotMatch(reply.text, /%PDF/);
    for (const page of [draft.url, paths.check({ id: draft.id })]) {
      assert.doesNotMatch((await browser.get(page)).text, new RegExp(look));
    }
  }
  await scanned('clean');
  assert.equal((await browser.get(look)).status, 200);
});

test('who may not download a file may not look at it', async () => {
  const { look } = await aDraftWith(aPdf());
  const others = [
    await aRepresentative(db, await anOrganisation(db, 'Castlereach')),
    await aSecasColleague(db),
    await aPerson(db, { role: 'panel' }, { role: 'confidential' }),
  ];
  for (const other of others) {
    const { status } = await (await signInAs(portal, other)).get(look);
    assert.ok(status === 404 || status === 403, `it answered ${status}`);
  }
  assert.equal((await aBrowser(portal).get(look)).status, 303);
  const colleague = await signInAs(portal, await aRepresentative(db, organisation, false));
  assert.equal((await colleague.get(look)).status, 200);
});

test('the check page shows a picture small, by its name, and links to a PDF', async () => {
  const [png, pdf] = ['image/png', 'application/pdf'].map(async (type) =>
    (await oneOfEach()).find(({ mediaType }) => mediaType === type)!,
  );
  const draft = await aDraft();
  await upload(draft.url, await png!, await pdf!);
  const page = pageOf(await browser.get(paths.check({ id: draft.id })));
  const [picture, ...more] = page.querySelectorAll('img');
  assert.equal(more.length, 0);
  assert.deepEqual(
    ['alt', 'width', 'height', 'loading'].map((name) => picture!.getAttribute(name)),
    [(await png!).name, '160', '120', 'lazy'],
  );
  const links = [...page.querySelectorAll('.portal-look a')];
  assert.deepEqual(
    links.map((link) => [link.getAttribute('target'), link.getAttribute('rel')]),
    [
      ['_blank', 'noopener'],
      ['_blank', 'noopener'],
    ],
  );
  assert.match(links[1]!.textContent!, /Look at it \(letter\.pdf\)/);
});
