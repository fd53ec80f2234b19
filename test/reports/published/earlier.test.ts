import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { pathIn } from '../../../src/root.js';
import { paths } from '../../../src/paths.js';
import { textOf } from '../../support/browse.js';
import { makeNow } from '../../support/reports.js';
import { download } from '../reading.js';
import { aRedactedReport, publicForms } from './published.js';

/** Puts what is published back into the tables that it stood in before it was an edition. */
const AS_IT_WAS = `
  alter table response_publication drop constraint response_publication_edition_fk, add column frame jsonb;
  alter table response_publication disable trigger user;
  update response_publication n set frame = (
    select jsonb_build_object('title', f -> 'consultation' -> 'title', 'issuedBy', f -> 'consultation' -> 'issuedBy',
        'questions', f -> 'questions', 'coverage', f -> 'coverage')
      -- The first of all was published before figures were kept.
      || case when n.number = 1 then '{}' else jsonb_build_object('counts', f -> 'counts', 'tallies', f -> 'tallies') end
    from (select frame::jsonb as f from report_edition e where e.id = n.id) e);
  alter table response_publication enable trigger user;
  create table published_file (publication_id uuid, attachment_id uuid, name text);
  create table published_response (publication_id uuid, position integer, told jsonb);
  insert into published_response select p.id, r.position, t.told from response_publication p
  join report_edition_response r on r.edition_id = p.id join told_response t on t.digest = r.digest;
  set session_replication_role = replica;
  delete from report_edition_file where edition_id in (select id from response_publication);
  delete from report_making where edition_id in (select id from response_publication);
  delete from report_edition_response where edition_id in (select id from response_publication);
  delete from report_edition where version = 'public';
  set session_replication_role = origin`;

test('what had been published before there were editions of it is told as it was', async () => {
  const report = await aRedactedReport();
  const { portal, db, consultation, stranger, secas } = report;
  const { reference } = consultation;
  await report.hide();
  const { page, csv, json } = publicForms(reference);
  const read = async () => ({
    page: textOf(await stranger.get(page)),
    csv: String((await download(stranger, csv)).bytes),
    json: JSON.parse(String((await download(stranger, json)).bytes)) as unknown,
  });
  assert.equal((await report.publish()).status, 303);
  const [first, digests] = [await read(), await db('told_response').orderBy('digest').pluck('digest')];
  await report.mark(report.submissions.openly.id, ['view', 'Second line']);
  assert.equal((await report.publish({ note: 'A line less.' })).status, 303);
  const second = await read();

  const migration = await readFile(pathIn('migrations', '0048_publications_are_editions.sql'), 'utf8');
  await db.transaction(async (trx) => {
    await trx.raw(AS_IT_WAS);
    await trx.raw(migration);
  });
  assert.match(textOf(await stranger.get(page)), /The files to download are being made/);
  await makeNow(portal.deps);
  assert.deepEqual(await read(), second);
  const before = `${paths.reportFile({ reference, ending: 'json' })}?version=public&edition=1.0`;
  assert.deepEqual(JSON.parse(String((await download(secas, before)).bytes)), first.json);
  const after = await db('told_response').orderBy('digest').pluck('digest');
  assert.ok(digests.every((digest) => after.includes(digest)));
  assert.equal(new Set(after).size, after.length);
  const attachment = report.files.named.id;
  const named = await download(stranger, paths.publishedFile({ reference, attachment }));
  assert.match(named.headers['content-disposition']!, /redacted file name/);
});
