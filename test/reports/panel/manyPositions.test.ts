import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { countChanged, listChanged } from '../../../src/reports/panel/positions.store.js';
import { aDatabase } from '../../support/database.js';

const EACH = 5_000;

/** Two closed stages of one modification, each with thousands of responses; one in three says something else in the second. */
const STAGES = `
  set session_replication_role = replica;
  create temp table stage as select n, md5('c' || n)::uuid as id, md5('e' || n)::uuid as edition from generate_series(1, 2) n;
  insert into consultation (id, reference, title, kind, issued_by, modification, audience, announced_at, published_at,
    opens_at, closes_at, created_at)
  select id, 'STAGE-' || n, 'Stage', 'working-group', 'SECAS', 'SECMP0001', '{Large Supplier}', now(), now(), now(),
    now() + interval '1 d' * n, now() from stage;
  insert into closure select id, closes_at, closes_at + interval '1 m' from consultation;
  insert into report_edition (id, consultation_id, version, major, minor, frozen_at, frame, changes, digest, consents)
  select edition, id, 'all', 1, 0, now(), '{"questions":[{"key":"view","ask":"View?","type":"single-choice","options":["Yes","No"]}]}',
    '[]', n, '{}' from stage;
  insert into submission (id, reference, response_id, consultation_id, organisation_id, number, kind, submit_key,
    organisation_name, submitted_by, for_organisation, confidential, confidential_reason, name_confidential,
    name_confidential_reason, received_at, recorded_at, entered_by_secas, deadline, standing, nonce, record, digest)
  select md5('s' || n || o)::uuid, n || '-' || o, gen_random_uuid(), id, md5('o' || o)::uuid, 1, 'response', gen_random_uuid(),
    'Organisation', gen_random_uuid(), true, false, '', false, '', now(), now(), false, now() + interval '1 d', 'in time', '', '',
    encode(sha256(''), 'hex') from stage, generate_series(1, ${EACH}) o;
  insert into told_response (digest, told)
  select n || '-' || o, jsonb_build_object('id', md5('s' || n || o)::uuid, 'kind', 'response', 'name', 'Organisation ' || o,
    'nameWithheld', false, 'countedAs', '["No Party"]'::jsonb, 'parties', '[]'::jsonb, 'answers', jsonb_build_object('view',
      jsonb_build_object('withheld', false, 'value', jsonb_build_object(
        'choice', case when n = 2 and o % 3 = 0 then 'No' else 'Yes' end, 'rationale', repeat(md5(o::text), 40)))))
  from stage, generate_series(1, ${EACH}) o;
  insert into report_edition_response select edition, o - 1, md5('s' || n || o)::uuid, n || '-' || o
  from stage, generate_series(1, ${EACH}) o;
  set session_replication_role = origin;
  analyze`;

test('among thousands of responses positions that changed are found while one waits', async () => {
  const { db } = await aDatabase();
  await db.transaction((trx) => trx.raw(STAGES));
  const began = performance.now();
  const stages = ['STAGE-1', 'STAGE-2'].map((reference) => ({ reference, modification: 'SECMP0001' }));
  const respondents = Math.floor(EACH / 3);
  assert.deepEqual(await countChanged(db, stages, 'all'), [{ modification: 'SECMP0001', respondents }]);
  const { rows, total } = await listChanged(db, 'SECMP0001', 'all', { limit: 2, offset: 0 });
  assert.equal(total, respondents);
  assert.deepEqual(
    rows.map(({ respondent, before, now }) => [respondent, before, now]),
    [
      ['Organisation 3', 'Yes', 'No'],
      ['Organisation 6', 'Yes', 'No'],
    ],
  );
  const seconds = (performance.now() - began) / 1_000;
  assert.ok(seconds < 8, `${seconds.toFixed(1)} s`);
});
