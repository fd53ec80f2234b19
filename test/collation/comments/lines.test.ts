import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideLate } from '../../../src/collation/late/decideLate.js';
import { paths } from '../../../src/paths.js';
import { freezeNow } from '../../support/reports.js';
import { follow, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aConsultation, aPerson } from '../../support/build.js';
import { EVERY_QUESTION } from '../../support/form.js';
import { signInAs } from '../../support/signIn.js';
import { download, readWorkbook } from '../../reports/reading.js';
import { aCompany, db, desk, instant, LATE, portal, sam, submissionOf, tokenOn } from '../desk.js';

const member = await signInAs(portal, await aPerson(db, { role: 'panel' }));
const trusted = await signInAs(portal, await aPerson(db, { role: 'panel' }, { role: 'confidential' }));
const SAVE = ['step', 'save'] as [string, string];

async function aConsultationOnText() {
  const consultation = await aConsultation(db, { questions: EVERY_QUESTION });
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: instant('2017-01-31T17:00:00Z'),
    closed_at: instant('2017-01-31T17:00:20Z'),
  });
  const url = paths.deskLines({ reference: consultation.reference, question: 'legal-text' });
  return { consultation, url };
}
type Asked = Awaited<ReturnType<typeof aConsultationOnText>>['consultation'];

async function saysOf(
  consultation: Asked,
  rows: string[][],
  options: { hidden?: boolean; nameless?: boolean; late?: boolean } = {},
) {
  const company = await aCompany();
  const submission = await submissionOf(company, consultation, {
    nameConfidential: options.nameless,
    ...(options.late ? LATE : {}),
    answers: { 'legal-text': { value: { rows }, confidential: options.hidden } },
  });
  return { ...submission, company };
}

/** Writes a comment on the only line, or on that one. */
async function comment(url: string, text: string, line: string, mark?: '' | 'yes') {
  const forms = [...pageOf(await desk.get(url)).querySelectorAll('.portal-comment form')];
  const form = forms.find((one) => one.querySelector('input[name="line"]')?.getAttribute('value') === line)!;
  const id = form.parentElement!.closest('.portal-comment')!.id;
  const { action, held } = await openForm(desk, url, `#${id} form`);
  const { confidential, ...rest } = held;
  const marked = mark ?? (confidential as string | undefined);
  return send(desk, action, { ...rest, text, ...(marked ? { confidential: marked } : {}), step: SAVE[1] });
}

const readBy = async (browser: typeof member, { reference }: Asked, query = '') => {
  await freezeNow(portal.deps, reference);
  const page = textOf(await browser.get(paths.panelConsultation({ reference }) + query));
  const csv = (await browser.get(paths.reportFile({ reference, ending: 'csv' }) + query)).text;
  const { bytes } = await download(browser, paths.reportFile({ reference, ending: 'xlsx' }) + query);
  return { page, csv, xlsx: JSON.stringify(await readWorkbook(bytes)) };
};

async function assertTold(consultation: Asked, words: string, told: boolean) {
  for (const [form, text] of Object.entries(await readBy(member, consultation)))
    assert.equal(text.includes(words), told, `${form}, for all`);
  for (const [form, text] of Object.entries(await readBy(trusted, consultation, '?version=confidential')))
    assert.ok(text.includes(words), `${form}, in full`);
}

test('a comment on a clause stands there, and above its comments in the report, in every form', async () => {
  const { consultation, url } = await aConsultationOnText();
  await saysOf(consultation, [
    ['G7.5', 'Say “must”.', 'must'],
    ['Schedule 8', 'Missing.', ''],
  ]);
  const overview = async () => textOf(await desk.get(paths.deskConsultation(consultation)));
  assert.match(await overview(), /Comment on questions.*0 commented/);
  const page = textOf(await desk.get(url));
  assert.match(page, /G7\.5.*Comment: Say “must”\.\s*Proposed drafting: must.*Schedule 8.*Missing\./);
  assert.doesNotMatch(page, /G7\.4/, 'nobody spoke of it');
  const questions = await desk.get(paths.deskComments({ reference: consultation.reference }));
  assert.ok(questions.text.includes(`href="${url}"`));

  const reply = await comment(url, 'WE WILL SAY MUST', 'G7.5');
  assert.match(textOf(await follow(desk, reply)), /The comment has been saved.*WE WILL SAY MUST/);
  assert.match(await overview(), /Comment on questions.*1 commented/);
  await assertTold(consultation, 'WE WILL SAY MUST', true);
  const kept = await db('secas_comment').where({ consultation_id: consultation.id });
  assert.deepEqual(
    kept.map(({ line, question_key }) => [question_key, line]),
    [['legal-text', 'G7.5']],
  );
  const whole = pageOf(await desk.get(paths.deskComments({ reference: consultation.reference })));
  assert.doesNotMatch(
    whole.querySelector('#comment-legal-text')!.textContent!,
    /MUST/,
    'not on the question',
  );
  const { page: told } = await readBy(member, consultation);
  assert.match(told, /G7\.5 SECAS comment: WE WILL SAY MUST/);
});

test('beside something in confidence it is marked unless SECAS says otherwise, and left out for all', async () => {
  const { consultation, url } = await aConsultationOnText();
  await saysOf(consultation, [['G7.5', 'Openly', '']]);
  await saysOf(consultation, [['G7.5', 'SECRET-ROW', '']], { hidden: true });
  await comment(url, 'REPEATS THE SECRET', 'G7.5');
  await assertTold(consultation, 'REPEATS THE SECRET', false);
  await comment(url, 'SAYS NOTHING SECRET', 'G7.5', '');
  await assertTold(consultation, 'SAYS NOTHING SECRET', true);
  await comment(url, 'SAYS NOTHING SECRET', 'G7.5', 'yes');
  await assertTold(consultation, 'SAYS NOTHING SECRET', false);
});

test('beside what was lifted with consent it is not marked by itself', async () => {
  const { consultation, url } = await aConsultationOnText();
  const said = await saysOf(consultation, [['G7.5', 'Once in confidence', '']], { hidden: true });
  await db('lifted_marking').insert({
    submission_id: said.id,
    part: 'answer',
    question_key: 'legal-text',
    note: '',
    lifted_at: instant('2017-02-01T09:00:00Z'),
    lifted_by: said.company.by.id,
  });
  await comment(url, 'OPEN NOW', 'G7.5');
  await assertTold(consultation, 'OPEN NOW', true);
});

test('on a line of which everything was said in confidence nothing is told to all, marked or not', async () => {
  const { consultation, url } = await aConsultationOnText();
  await saysOf(consultation, [['G7.4', 'SECRET-ROW', '']], { hidden: true });
  await comment(url, 'ON A SECRET LINE', 'G7.4', '');
  await assertTold(consultation, 'ON A SECRET LINE', false);
});

test('what was said in confidence, or without a name, after the comment was written takes it out', async () => {
  for (const options of [{ hidden: true }, { nameless: true }]) {
    const { consultation, url } = await aConsultationOnText();
    await saysOf(consultation, [['G7.5', 'Openly', '']]);
    await comment(url, 'BEFORE IT WAS KNOWN', 'G7.5');
    await assertTold(consultation, 'BEFORE IT WAS KNOWN', true);
    await db('secas_comment')
      .where({ consultation_id: consultation.id })
      .update({ written_at: instant('2017-01-20T10:00:00Z') });
    await saysOf(consultation, [['G7.5', 'Later', '']], options);
    await assertTold(consultation, 'BEFORE IT WAS KNOWN', false);
  }
});

test('what came late in confidence and is admitted after the comment was written takes it out too', async () => {
  const { consultation } = await aConsultationOnText();
  await saysOf(consultation, [['G7.5', 'Openly', '']]);
  const held = await saysOf(consultation, [['G7.5', 'SECRET-ROW', '']], { hidden: true, late: true });
  await db('secas_comment').insert({
    consultation_id: consultation.id,
    question_key: 'legal-text',
    line: 'G7.5',
    text: 'BEFORE IT WAS ADMITTED',
    written_at: instant('2017-02-09T10:00:00Z'),
    written_by: sam.id,
  });
  await assertTold(consultation, 'BEFORE IT WAS ADMITTED', true);
  const decision = {
    consultationId: consultation.id,
    submissionId: held.id,
    admitted: true,
    reason: 'Their line was down.',
    takeOver: [],
  };
  await decideLate(portal.deps, sam, decision, instant('2017-02-10T10:00:00Z'));
  await assertTold(consultation, 'BEFORE IT WAS ADMITTED', false);
});

test('two colleagues on one line: the second sees what the first wrote', async () => {
  const { consultation, url } = await aConsultationOnText();
  await saysOf(consultation, [['G7.5', 'Openly', '']]);
  const { action, held } = await openForm(desk, url, '.portal-comment form');
  await comment(url, 'First', 'G7.5');
  const clash = await send(desk, action, { ...held, text: 'Second', step: 'save' });
  assert.equal(clash.status, 409);
  assert.match(textOf(clash), /A colleague has written here.*First/);
  assert.equal(pageOf(clash).querySelector('.portal-comment textarea')!.textContent, 'Second');
  const long = await comment(url, 'x'.repeat(20_001), 'G7.5');
  assert.equal(long.status, 422);
});

test('a line that nobody named, another question, or a line of a response: nothing is written', async () => {
  const { consultation, url } = await aConsultationOnText();
  const said = await saysOf(consultation, [['G7.5', 'Openly', '']]);
  const csrf = await tokenOn(desk, url);
  const post = (fields: Record<string, string>) =>
    send(desk, paths.deskComments({ reference: consultation.reference }), {
      _csrf: csrf,
      submission: '',
      question: 'legal-text',
      replaces: '',
      text: 'x',
      step: 'save',
      ...fields,
    });
  assert.equal((await post({ line: 'Nowhere' })).status, 404);
  assert.equal((await post({ line: 'G7.5', question: 'view' })).status, 404);
  assert.equal((await post({ line: 'G7.5', submission: said.id })).status, 400);
  assert.equal((await post({ line: 'G7.5', confidential: 'maybe' })).status, 400);
  assert.equal((await db('secas_comment').where({ consultation_id: consultation.id })).length, 0);
  assert.equal((await post({ line: 'G7.4' })).status, 303, 'a line of the consultation');
  const { reference } = consultation;
  assert.equal((await desk.get(paths.deskLines({ reference, question: 'view' }))).status, 404);
});

test('what was said of a line becomes a point, raised by all who said it', async () => {
  const { consultation, url } = await aConsultationOnText();
  await saysOf(consultation, [['G7.5', 'Openly', '']]);
  await saysOf(consultation, [['G7.5', 'Too', '']]);
  await saysOf(consultation, [['G7.4', 'Else', '']]);
  const link = [...pageOf(await desk.get(url)).querySelectorAll('a')].find((one) =>
    one.textContent!.endsWith('what was said of G7.5'),
  )!;
  const reply = await submitForm(
    desk,
    link.getAttribute('href')!,
    { summary: 'Say must.' },
    { form: '#point-form', button: ['step', 'save'] },
  );
  assert.match(textOf(await follow(desk, reply)), /· G7\.5 .*Raised by 2 responses/);
});
