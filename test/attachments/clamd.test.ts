import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clamd } from '../../src/attachments/clamd.js';
import { scanWaitingFiles } from '../../src/attachments/scan.js';
import { paths } from '../../src/paths.js';
import { errorFor, follow, pageOf, submitForm, textOf } from '../support/browse.js';
import { EICAR, findClamd, startClamd, STREAM_MAX, type RunningClamd } from './startClamd.js';
import { aPdf, startUploading, type Sent } from './uploading.js';

const program = findClamd();
if (program) await testWith(await startClamd(program));
else test('left out: there is no clamd on this machine, so no test talks to a real one', () => undefined);

async function testWith(server: RunningClamd): Promise<void> {
  const { db, deps, colleague, aDraft, browser, upload, held, filesOf } = await startUploading({
    scanner: clamd(server.url),
  });
  const virus = (name = 'costs.txt', before = 0): Sent => ({
    name,
    bytes: Buffer.from(`${'Costs and more costs.\n'.repeat(before)}${EICAR}\n`),
  });
  const linkOf = async (draft: { id: string }) =>
    paths.attachment({ id: draft.id, attachment: (await filesOf(draft.id))[0]!.id });
  /** Adds files while clamd is away. */
  const whileAway = async (act: () => Promise<void>) => {
    await server.stop();
    await act();
    await server.start();
  };

  test('a clean file is scanned while its sender waits, and can be downloaded at once', async () => {
    const draft = await aDraft();
    assert.equal((await upload(draft.url, aPdf('clean.pdf', 700_000))).status, 303);
    assert.equal((await filesOf(draft.id))[0]?.scan, 'clean');
    assert.equal((await browser.get(await linkOf(draft))).status, 200);
    assert.doesNotMatch(textOf(await browser.get(draft.url)), /Being scanned/);
  });

  test('an infected file is refused by name, and the clean ones beside it are not kept either', async () => {
    const draft = await aDraft();
    const before = await held();
    for (const infected of [virus(), virus('deep.txt', 11_915), virus('across.csv', 20_000)]) {
      const reply = await upload(draft.url, aPdf('clean.pdf'), infected);
      assert.equal(reply.status, 422);
      const expected = `Error: “${infected.name}” contains a virus (Test.Eicar.UNOFFICIAL), so it was not added`;
      assert.equal(errorFor(reply, 'files'), expected);
    }
    assert.deepEqual(await held(), before);
  });

  test('while clamd is away a file is kept and may be submitted; it is handed out once the job found it clean', async () => {
    const draft = await aDraft();
    await whileAway(async () => {
      assert.equal((await upload(draft.url, aPdf('waits.pdf'))).status, 303);
      assert.match(
        textOf(await browser.get(draft.url)),
        /waits\.pdf.*Being scanned.*You can submit it now\./,
      );
      const refused = await browser.get(await linkOf(draft));
      assert.equal(refused.status, 409);
      assert.match(textOf(refused), /“waits\.pdf” has not been scanned for viruses yet/);
      const { rows } = await db.raw(`select 1 from graphile_worker.jobs where key = 'scan-file'`);
      assert.equal(rows.length, 1, 'the worker was told');
      await assert.rejects(scanWaitingFiles(deps), /ECONNREFUSED/);
      const waiting = await db('file').where({ name: 'waits.pdf' }).first();
      assert.equal(waiting!.scan, 'waiting');
      assert.match(waiting!.scan_detail!, /ECONNREFUSED/, 'for those who run the portal');
    });
    const submitted = await submitForm(browser, paths.check({ id: draft.id }));
    assert.equal(submitted.status, 303, textOf(submitted));

    await scanWaitingFiles(deps);
    assert.equal((await filesOf(draft.id))[0]?.scan, 'clean');
    assert.equal((await browser.get(await linkOf(draft))).status, 200);
    const receipt = pageOf(await follow(browser, submitted));
    const frozen = receipt.querySelector('a[href*="/attachments/"]')!.getAttribute('href')!;
    assert.equal((await browser.get(frozen)).status, 200, 'of the submission too');
    assert.doesNotMatch(textOf(await browser.get(draft.url)), /Being scanned/);
  });

  test('an infected file found later goes from the draft with its bytes; who added it is told by mail, once', async () => {
    const draft = await aDraft();
    await whileAway(async () => void (await upload(draft.url, virus('later.txt'), aPdf('fine.pdf'))));
    const { version } = (await db('response').where({ id: draft.id }).first())!;
    await scanWaitingFiles(deps);
    await scanWaitingFiles(deps);

    assert.deepEqual(
      (await filesOf(draft.id)).map(({ name, scan }) => [name, scan]),
      [['fine.pdf', 'clean']],
    );
    assert.equal((await db('file').where({ name: 'later.txt' })).length, 0);
    assert.equal((await db('response').where({ id: draft.id }).first())!.version, version + 1);
    const mails = await db('outbox_mail').where({ kind: 'virus-found', to_address: colleague.email });
    assert.equal(mails.length, 1);
    assert.match(mails[0]!.body, /A virus \(Test\.Eicar\.UNOFFICIAL\) was found in “later\.txt”/);
    assert.ok(mails[0]!.body.includes(draft.url));
    const entry = await db('audit_entry').where({ subject_id: draft.id, action: 'attachment.infected' });
    assert.equal(entry.length, 1);
  });

  test('an infected file that was submitted meanwhile stays in the record, and nobody can download it', async () => {
    const draft = await aDraft();
    let frozen = '';
    await whileAway(async () => {
      await upload(draft.url, virus('submitted.txt'));
      const submitted = await submitForm(browser, paths.check({ id: draft.id }));
      assert.equal(submitted.status, 303, textOf(submitted));
      frozen = submitted.headers['location'] as string;
    });
    await scanWaitingFiles(deps);
    assert.equal((await filesOf(draft.id)).length, 0);
    const file = await db('file').where({ name: 'submitted.txt' }).first();
    assert.equal(file!.scan, 'infected');
    await scanWaitingFiles(deps);
    const told = await db('outbox_mail').whereLike('dedupe_key', 'virus-submitted:%');
    assert.deepEqual(
      told.map(({ to_address: to }) => to),
      [colleague.email],
      'the organisation is told, once',
    );
    assert.match(told[0]!.body, /“submitted\.txt”.*The response\s+counts as it did/s);
    const kept = await db('submission_attachment').where({ file_id: file!.id }).first();
    const attachment = paths.submissionAttachment({
      id: draft.id,
      reference: frozen.split('/').at(-1)!,
      attachment: kept!.id,
    });
    const refused = await browser.get(attachment);
    assert.equal(refused.status, 403);
    assert.match(textOf(refused), /A virus was found in “submitted\.txt”, so nobody can download it\./);
    assert.doesNotMatch(refused.text, /EICAR/);
  });

  test('a file larger than clamd takes is not called clean: it waits', async () => {
    const draft = await aDraft();
    assert.equal((await upload(draft.url, aPdf('large.pdf', STREAM_MAX + 200_000))).status, 303);
    assert.equal((await filesOf(draft.id))[0]?.scan, 'waiting');
    assert.equal((await browser.get(await linkOf(draft))).status, 409);
    await assert.rejects(
      scanWaitingFiles(deps),
      /INSTREAM size limit|ECONNRESET|EPIPE|closed the connection/,
    );
    assert.equal((await filesOf(draft.id))[0]?.scan, 'waiting');
  });
}
