import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordAudit } from '../../../src/audit/audit.store.js';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf, type Browser } from '../../support/browse.js';
import { freezeNow } from '../../support/reports.js';
import { aChangingReport } from '../changing.js';
import { download } from '../reading.js';

const report = await aChangingReport();
const { portal, db, consultation, member, trusted, secas, sam } = report;
const { deps, clock } = portal;
const { reference } = consultation;
const csv = paths.reportFile({ reference, ending: 'csv' });

/** What the list says of the report's newest version. */
async function saidTo(reader: Browser): Promise<string> {
  const page = pageOf(await reader.get(paths.panel()));
  return page.querySelector('table td[data-label="Version"]')!.textContent!.replaceAll(/\s+/g, ' ').trim();
}

/** SECAS writes it beside an answer: beside `other`, which is confidential, it is only for readers in full. */
async function comment(questionKey: string, text: string): Promise<void> {
  await report.comment(text, questionKey);
  await freezeNow(deps, reference);
}

test('what a Panel member never took away is new; to SECAS nothing is', async () => {
  assert.equal(await saidTo(member), '1.0, 9am on 20 February 2017 New');
  await member.get(paths.panelConsultation({ reference }));
  assert.match(await saidTo(member), /New$/, 'it was not taken away');
  assert.equal(await saidTo(secas), '1.0, 9am on 20 February 2017');
});

test('once it was taken away it is marked no more, until it is told otherwise', async () => {
  await download(member, csv);
  assert.equal(await saidTo(member), '1.0, 9am on 20 February 2017');
  clock.set('2017-02-21T10:00:00Z');
  await comment('view', 'A second thought.');
  assert.equal(
    await saidTo(member),
    '1.1, 10am on 21 February 2017 Changed since you downloaded version 1.0',
  );
  await download(member, `${csv}?edition=1.0`);
  assert.match(await saidTo(member), /Changed since you downloaded version 1\.0/);
  await download(member, paths.pack({ reference }));
  assert.doesNotMatch(await saidTo(member), /New|Changed/);
});

test('the version that was taken away counts, and is a link away; of another nothing is told', async () => {
  await download(trusted, `${csv}?version=confidential`);
  assert.doesNotMatch(await saidTo(trusted), /New|Changed/);
  await comment('other', 'SECRET-COMMENT, another one');
  assert.match(await saidTo(trusted), /^1\.2, .* Changed since you downloaded version 1\.1$/);
  assert.match(await saidTo(member), /^1\.1, 10am/, 'for all it stays as it was');
  const link = pageOf(await trusted.get(paths.panel())).querySelector(`a[href*="${reference}"]`)!;
  assert.match(link.getAttribute('href')!, /\?version=confidential$/);
  await db('role_grant').where({ role: 'confidential' }).update({ ended_at: clock.now(), ended_by: sam.id });
  assert.match(await saidTo(trusted), /^1\.1, .* New$/, 'of what may not be read any more nothing is told');
});

test('it says when the summary is due, while everybody is promised one', async () => {
  const due = async () => /Summary due \w+ \d+ \w+ 2017/.exec(textOf(await member.get(paths.panel())))?.[0];
  assert.equal(await due(), 'Summary due Wednesday 3 May 2017');
  await db('published_summary').insert(await aPublishedSummary());
  assert.equal(await due(), undefined);
});

async function aPublishedSummary() {
  const its = { consultation_id: consultation.id, version: 1 };
  await db('summary_draft').insert({
    ...its,
    asked: 'What?',
    said: 'That.',
    next_steps: 'None.',
    saved_at: clock.now(),
    saved_by: sam.id,
  });
  return { ...its, number: 1, changed: '', published_at: clock.now(), published_by: sam.id };
}

test('what SECAS took away of what goes outside leads it to no other report than the Panel’s', async () => {
  const detail = { version: 'public', edition: '1.0' };
  const entry = { action: 'report.downloaded', at: clock.now(), personId: sam.id } as const;
  await recordAudit(db, { ...entry, consultationId: consultation.id, detail });
  const page = pageOf(await secas.get(paths.panel()));
  assert.ok(page.querySelector(`a[href="${paths.panelConsultation({ reference })}"]`));
});
