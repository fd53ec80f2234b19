import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { MAKES_PDF } from '../../src/pdf/compiler.js';
import { download } from '../reports/reading.js';
import { aBrowser, pageOf, textOf, type Browser } from '../support/browse.js';
import { skipWithoutPdftotext, wordsOf } from '../support/pdf.js';
import { signInAs } from '../support/signIn.js';
import { aConsultationOf, LATE, portal, submissionOf } from '../collation/desk.js';
import { admit, close, companies, rootsOf } from './closing.js';

test('the consultation’s page tells everybody every root, the newest first, with when and why', async () => {
  const all = await companies(3);
  const consultation = await aConsultationOf(...all);
  const url = paths.consultation(consultation);
  await submissionOf(all[0]!, consultation);
  const late = await Promise.all(all.slice(1).map((one) => submissionOf(one, consultation, LATE)));
  await close(consultation);
  const visitor = aBrowser(portal);
  const [first] = await rootsOf(consultation);
  const once = textOf(await visitor.get(url));
  assert.match(once, new RegExp(`${first!.root} ?Made at 5pm on 8 February 2017: 1 submission `));
  for (const one of late) await admit(consultation, one);
  const [, second, third] = await rootsOf(consultation);
  const page = textOf(await visitor.get(url));
  const why = 'made at 9am on 10 February 2017 when SECAS admitted a response that had been held';
  assert.match(
    page,
    new RegExp(
      [
        `${third!.root} ?Root 3, ${why}: 3 submissions`,
        `${second!.root} ?Root 2, ${why}: 2 submissions`,
        `${first!.root} ?Root 1, made at 5pm on 8 February 2017: 1 submission`,
      ].join('.*'),
    ),
  );
});

test('a receipt’s page and its PDF say under which root it is, once there is one', async () => {
  const all = await companies(2);
  const consultation = await aConsultationOf(...all);
  const replaced = await submissionOf(all[0]!, consultation, { live: false });
  const read = await submissionOf(all[0]!, consultation, { responseId: replaced.responseId });
  const held = await submissionOf(all[1]!, consultation, LATE);
  const theirs = await signInAs(portal, all[0]!.by);
  const others = await signInAs(portal, all[1]!.by);
  const pageFor = async (browser: Browser, { responseId, reference }: typeof read) =>
    browser.get(paths.submission({ id: responseId, reference }));
  const AGAIN = /Once the consultation has closed, download it again/;
  const before = textOf(await pageFor(theirs, read));
  assert.match(before, AGAIN);
  assert.doesNotMatch(before, /Among what the Panel reads/);

  await close(consultation);
  const [root] = await rootsOf(consultation);
  const page = await pageFor(theirs, read);
  const said = textOf(page);
  assert.doesNotMatch(said, AGAIN);
  assert.match(
    said,
    new RegExp(`Yes: it is under root 1 of ${consultation.reference}, with 1 response in all.*${root!.root}`),
  );
  const links = [...pageOf(page).querySelectorAll('main dd a')].map((one) => one.getAttribute('href'));
  for (const href of [`${paths.consultation(consultation)}#proof`, paths.verify()])
    assert.ok(links.includes(href), href);
  assert.match(
    textOf(await pageFor(theirs, replaced)),
    /No: when .* closed, a later submission had taken its place/,
  );
  const heldPage = textOf(await pageFor(others, held));
  assert.match(heldPage, /While it is held it is under no root/);
  assert.doesNotMatch(heldPage, AGAIN);

  await admit(consultation, held);
  const [, grown] = await rootsOf(consultation);
  for (const [browser, one] of [
    [theirs, read],
    [others, held],
  ] as const)
    assert.match(
      textOf(await pageFor(browser, one)),
      new RegExp(`under root 2 of ${consultation.reference}, with 2 responses in all.*${grown!.root}`),
    );
});

test(
  'the PDF of a receipt says it too, the same to the byte until another root is made',
  { skip: MAKES_PDF ? skipWithoutPdftotext : 'this machine has no PDF compiler' },
  async () => {
    const all = await companies(2);
    const consultation = await aConsultationOf(...all);
    const read = await submissionOf(all[0]!, consultation);
    const held = await submissionOf(all[1]!, consultation, LATE);
    const theirs = await signInAs(portal, all[0]!.by);
    const url = paths.receiptPdf({ id: read.responseId, reference: read.reference });
    const pdf = async () => (await download(theirs, url)).bytes;
    assert.match(wordsOf(await pdf()), /Oncetheconsultationhasclosed,downloaditagain/);
    await close(consultation);
    const [first, again] = [await pdf(), await pdf()];
    assert.ok(first.equals(again));
    const [root] = await rootsOf(consultation);
    const words = wordsOf(first);
    assert.ok(words.includes(root!.root));
    assert.match(words, /AmongwhatthePanelreadsYes:itisunderroot1of/);
    assert.ok(words.includes(`${portal.deps.config.baseUrl}${paths.verify()}`));
    assert.doesNotMatch(words, /downloaditagain/);
    await admit(consultation, held);
    const [, grown] = await rootsOf(consultation);
    assert.ok(wordsOf(await pdf()).includes(grown!.root));
  },
);
