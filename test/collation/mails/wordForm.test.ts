import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { ZipFile } from 'yazl';
import { paths } from '../../../src/paths.js';
import { follow, pageOf, submitForm, textOf, valuesOf } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { anEml } from '../../support/mail.js';
import { signInAs } from '../../support/signIn.js';
import {
  aDraft,
  aForm,
  answersOf,
  HARD_ANSWERS,
  bringIn,
  inFull,
  isobel,
  organisation,
  party,
  portal,
  db,
  proposedOn,
  take,
  wordForm,
} from '../../responses/word/answering.js';
import { responseIn, sendMultipart } from '../entering/entering.js';
import { mailIn, suggestedOn, uploadMail } from './mailing.js';

/** A document whose text is 200 MB of the same letter, in some 200 KB. */
async function aBomb(): Promise<Buffer> {
  const zip = new ZipFile();
  const types =
    '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
  zip.addBuffer(Buffer.from(types), '[Content_Types].xml');
  zip.addBuffer(Buffer.alloc(200 * 1024 * 1024, 'a'), 'word/document.xml');
  zip.end();
  return buffer(zip.outputStream);
}

const desk = await signInAs(portal, await aSecasColleague(db));

test('a Word form that came by mail is read as when its Party uploads it, from the mail or at the desk', async () => {
  const consultation = await aForm();
  const { reference } = consultation;
  const form = await wordForm((await aDraft(HARD_ANSWERS, consultation)).id);
  const bytes = anEml({
    from: isobel.email,
    date: 'Mon, 30 Jan 2017 16:20:00 +0000',
    attachments: [
      { name: 'Our answers.docx', content: form },
      { name: 'Another.docx', content: 'PK\x03\x04 no document' },
      { name: 'Bomb.docx', content: await aBomb() },
    ],
  });
  const uploaded = await uploadMail(reference, bytes, 'Our answers.eml', desk);
  const mail = mailIn(uploaded);
  const chosen = suggestedOn(await follow(desk, uploaded))[organisation.name]!;
  const start = pageOf(await desk.get(chosen)).querySelector('main form[method="post"]')!;
  const fields = { ...valuesOf(start), parties: party.id };
  const id = responseIn(await sendMultipart(desk, start.getAttribute('action')!, fields));

  const reading = (place: string) => `form[action="${paths.bringInAttached({ id, place })}"]`;
  const url = paths.deskMail({ reference, mail });
  const begun = pageOf(await desk.get(paths.response({ id })));
  const way = [...begun.querySelectorAll('main a')].find(({ textContent }) =>
    /The mail and its/.test(textContent!),
  );
  assert.equal(way?.getAttribute('href'), url, 'from the response to the mail, where the form is read');
  const page = await submitForm(desk, url, {}, { form: reading('0') });
  assert.equal(page.status, 200, textOf(page));
  const all = Object.fromEntries(Object.keys(HARD_ANSWERS).map((key) => [key, true]));
  assert.deepEqual(proposedOn(page), all);
  assert.deepEqual(await answersOf(id), {}, 'nothing is saved before one has chosen');
  assert.deepEqual(
    proposedOn(await bringIn(id, form, { browser: desk })),
    all,
    'the same, uploaded at the desk',
  );

  assert.equal((await take(id, page, {}, desk)).status, 303);
  assert.deepEqual(await answersOf(id), inFull(HARD_ANSWERS));
  const bomb = await submitForm(desk, url, {}, { form: reading('2') });
  assert.equal(bomb.status, 422);
  assert.match(textOf(bomb), /Bomb\.docx/);
  const broken = await submitForm(desk, url, {}, { form: reading('1') });
  assert.equal(broken.status, 422);
  assert.match(textOf(broken), /Another\.docx/);
});
