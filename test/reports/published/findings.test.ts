import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../support/browse.js';
import { anOrganisation, aParty } from '../../support/build.js';
import { aSubmission } from '../../support/submission.js';
import { attach } from '../attach.js';
import { aRedactedReport } from './published.js';

const report = await aRedactedReport();
const { portal, db, consultation, response, preview } = report;

test('what was redacted in a response that counts no more is found where it stands again', async () => {
  await report.mark(response.id, ['other', 'Ann Lee']);
  assert.match(textOf(await preview()), /Redacted passages 1/);
  await db('representation').where({ submission_id: response.id }).delete();
  await aSubmission(db, {
    consultation,
    organisation: (await db('organisation').where({ name: 'Marked Energy' }).first())!,
    by: (await db('person').where({ id: report.by }).first())!,
    forOrganisation: true,
    answers: { other: { value: { text: 'Once more: Ann Lee.' } } },
  });
  const found = textOf(await preview());
  assert.match(found, /Ann Lee Redacted in the response of Marked Energy; it stands in: Marked Energy/);
  assert.match(found, /Redacted passages 0/, 'of what would be published');
});

test('a withheld name is found as it is called in letters, and so are its Parties; nobody is warned of common words', async () => {
  const shy = await anOrganisation(db, 'Quillfeather Holdings (UK) Limited');
  const other = await anOrganisation(db, 'Talkative Power');
  const by = (await db('person').where({ id: report.by }).first())!;
  const named = await aParty(db, { organisation: shy, name: 'Energy Limited' });
  await aParty(db, { organisation: shy, name: 'Marlpit Pipelines plc' });
  const answer = (text: string) => ({ other: { value: { text } } });
  await aSubmission(db, {
    consultation,
    organisation: shy,
    by,
    parties: [named],
    nameConfidential: true,
    answers: answer('We are QUILLFEATHER, and energy is ours.'),
  });
  const { id } = await aSubmission(db, {
    consultation,
    organisation: other,
    by,
    forOrganisation: true,
    answers: answer('Our quillfeathers need energy; so do the marlpits.'),
  });
  const file = await attach(portal, id, { name: 'letter.txt', text: 'x' });
  const { file_id } = (await db('submission_attachment').where({ id: file.id }).first())!;
  await db('file_indexed').insert({ file_id, outcome: 'read', indexed_at: portal.clock.now() });
  await db('file_text').insert({
    file_id,
    part: 0,
    text: 'Quillfeathers. Ask marlpit  pipelines, or Marlpit Pipelines PLC.',
  });
  const found = textOf(await preview());
  const of = 'A withheld name, of Quillfeather Holdings \\(UK\\) Limited; it stands in';
  assert.match(found, new RegExp(`Quillfeather ${of}: Name withheld [12], `));
  assert.match(found, new RegExp(`Marlpit Pipelines plc ${of}: Talkative Power, The file “letter.txt”`));
  assert.equal(found.split(/A withheld name, of Quillfeather/).length - 1, 2, 'each place once');
});
