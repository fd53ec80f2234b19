import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { cleanName, nameToSave } from '../../src/attachments/names.js';
import { pageOf, textOf } from '../support/browse.js';
import { multipart, startUploading } from './uploading.js';

const { aDraft, browser, csrf, sendBody, filesOf } = await startUploading();

/** Uploads a PDF whose part says this `filename`, byte for byte, and tells what became of the name. */
async function uploadNamed(filename: string) {
  const draft = await aDraft();
  const body = multipart([
    { name: '_csrf', value: csrf },
    { name: 'question', value: 'files' },
    { name: 'files', filename, value: '%PDF-1.4\n' },
  ]);
  const reply = await sendBody(draft.url, body);
  const [file] = await filesOf(draft.id);
  if (!file) return { reply, name: undefined, disposition: '', shown: '' };
  const download = await browser.get(paths.attachment({ id: draft.id, attachment: file.id }));
  assert.equal(download.status, 200);
  const page = await browser.get(draft.url);
  return {
    reply,
    name: file.name as string,
    disposition: download.headers['content-disposition'] as string,
    shown: pageOf(page).querySelector('.portal-file-item__name')?.textContent ?? '',
    page,
  };
}

/** The name in `filename*`, as a browser reads it (RFC 8187). */
const savedAs = (disposition: string): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)$/.exec(disposition)?.[1] ?? '');

const RIGHT_TO_LEFT = '\u202e';
const names: { given: string; kept: string; why: string }[] = [
  { given: 'Costs.pdf', kept: 'Costs.pdf', why: 'an ordinary name' },
  {
    given: 'Our costs (final), v2 & more; 50%.pdf',
    kept: 'Our costs (final), v2 & more; 50%.pdf',
    why: 'signs',
  },
  { given: "it's.pdf", kept: "it's.pdf", why: 'an apostrophe' },
  { given: 'say %22no%22.pdf', kept: 'say "no".pdf', why: 'quotes, as browsers write them' },
  { given: '100%25.pdf', kept: '100%25.pdf', why: 'a percent sign is not decoded' },
  { given: '%2e%2e%2fetc%2fpasswd.pdf', kept: '%2e%2e%2fetc%2fpasswd.pdf', why: 'nor a path made of them' },
  { given: '../../etc/passwd.pdf', kept: 'passwd.pdf', why: 'path parts of Unix' },
  { given: 'C:\\Users\\Ann\\Costs.pdf', kept: 'Costs.pdf', why: 'path parts of Windows' },
  { given: '/', kept: 'unnamed', why: 'nothing but a path' },
  { given: '...', kept: 'unnamed', why: 'nothing but dots' },
  {
    given: 'a.pdf%0D%0ASet-Cookie: x=1',
    kept: 'a.pdfSet-Cookie: x=1',
    why: 'CR and LF, as browsers write them',
  },
  { given: `invoice${RIGHT_TO_LEFT}fdp.exe`, kept: 'invoicefdp.exe', why: 'a mark that turns the direction' },
  { given: 'zero\u200bwidth\ufeff.pdf', kept: 'zerowidth.pdf', why: 'marks that nobody sees' },
  { given: 'Zeitpläne é 日本語 🎉.pdf', kept: 'Zeitpläne é 日本語 🎉.pdf', why: 'UTF-8' },
  { given: 'e\u0301.pdf', kept: 'é.pdf', why: 'composed (NFC)' },
  { given: `${'x'.repeat(10_000)}.pdf`, kept: `${'x'.repeat(251)}.pdf`, why: '10,000 characters' },
  { given: '<script>alert(1)<%2Fscript>.pdf', kept: '<script>alert(1)<%2Fscript>.pdf', why: 'markup' },
];

for (const { given, kept, why } of names) {
  test(`a name with ${why}: kept as given, made harmless, and saved under it`, async () => {
    const { reply, name, disposition, shown, page } = await uploadNamed(given);
    assert.equal(reply.status, 303, reply.text);
    assert.equal(name, kept);
    // RFC 6266, 4.1 and 4.3; RFC 8187, 3.2.1: nothing but these in either spelling
    assert.match(
      disposition,
      /^attachment; filename="[ !#$&-[\]-~]*"; filename\*=UTF-8''[\w!#$&+\-.^`|~%]+$/,
    );
    assert.equal(savedAs(disposition), nameToSave(kept, 'application/pdf'));
    assert.equal(pageOf(page!).querySelector('.portal-file-item script'), null);
    if (!/[<&"']/.test(kept)) assert.equal(shown.includes(kept), true, shown);
  });
}

test('a name that names no character (NUL) or only half of one is cleaned, never stored as it is', () => {
  assert.equal(cleanName('co\0sts.pdf'), 'costs.pdf');
  assert.equal(cleanName('half \ud83c.pdf'), 'half \ufffd.pdf');
  assert.equal(
    cleanName(`${'x'.repeat(250)}🎉🎉🎉.pdf`),
    `${'x'.repeat(250)}.pdf`,
    'not cut in the middle of one',
  );
  assert.equal(cleanName('\u2028\r\n'), 'unnamed');
  assert.equal(cleanName(`${'y'.repeat(300)}`), 'y'.repeat(255));
  assert.equal(cleanName(`a.${'z'.repeat(300)}`).length, 255);
});

test('a NUL byte or a bare line end in the header of a part: nothing is stored, or a clean name', async () => {
  for (const filename of ['co\0sts.pdf', 'co\rsts.pdf', 'co\nsts.pdf', 'co\r\nX-Y: sts.pdf']) {
    const { reply, name } = await uploadNamed(filename);
    assert.ok(reply.status < 500, `${JSON.stringify(filename)} was answered ${reply.status}`);
    assert.ok(name === undefined || !/[\0\r\n]/.test(name), JSON.stringify(name));
  }
});

test('bytes that are not UTF-8 in a name end in a name all the same', async () => {
  const draft = await aDraft();
  const body = multipart([
    { name: '_csrf', value: csrf },
    { name: 'question', value: 'files' },
    { name: 'files', filename: 'caf@.pdf', value: '%PDF-1.4\n' },
  ]);
  body[body.indexOf('caf@') + 3] = 0xe9; // é in Windows-1252
  const reply = await sendBody(draft.url, body);
  assert.equal(reply.status, 303, textOf(reply));
  assert.equal((await filesOf(draft.id))[0]?.name, 'caf\ufffd.pdf');
});
