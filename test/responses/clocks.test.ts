import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Instant } from '../../src/db/connection.js';
import { setPortalClock } from '../../src/db/clock.store.js';
import { paths } from '../../src/paths.js';
import { pageOf, send, type Fields } from '../support/browse.js';
import { aConsultation, anOrganisation, aParty, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { startPortal, type TestPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const here = await startPortal();
const { db, databaseUrl } = here;

/** A web process on the same database, on a computer whose clock is wrong by so much. @returns as a portal of tests */
async function aProcess(wrongByMs: number): Promise<TestPortal> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'serverProcess.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORTAL_NOW: START,
      PORT: '0',
      ROLE: 'web',
      SAMPLE: 'none',
      LOG_LEVEL: 'silent',
      WRONG_BY_MS: String(wrongByMs),
    },
  });
  after(() => child.kill('SIGKILL'));
  let said = '';
  for await (const piece of child.stdout!) {
    said += String(piece);
    const url = /http:\/\/localhost:\d+/.exec(said)?.[0];
    if (url) return { ...here, url: url.replace('localhost', '127.0.0.1') };
  }
  throw new Error(`The process did not start: ${said}`);
}

const START = '2017-02-08T16:59:00Z';
const organisation = await anOrganisation(db);
const consultation = await aConsultation(db, { closesAt: '2017-02-08T17:00:00Z' });

async function aCheckedDraft(portal: TestPortal) {
  const by = await aRepresentative(db, organisation);
  const party = await aParty(db, { organisation });
  const { id } = await aDraftResponse(db, { consultation, organisation, by, parties: [party] });
  const browser = await signInAs(portal, by);
  const form = pageOf(await browser.get(paths.check({ id }))).querySelector('main form[method="post"]')!;
  const fields: Fields = Object.fromEntries(
    [...form.querySelectorAll('input[type="hidden"]')].map((input) => [
      input.getAttribute('name')!,
      input.getAttribute('value')!,
    ]),
  );
  return { id, submit: () => send(browser, paths.submit({ id }), fields) };
}

test(
  'two processes whose clocks are two minutes apart take the same deadline',
  { timeout: 60_000 },
  async () => {
    const [fast, slow] = await Promise.all([aProcess(60_000), aProcess(-60_000)]);
    const inTime = await aCheckedDraft(fast);
    const late = await aCheckedDraft(slow);

    const { rows } = await db.raw<{ rows: [{ now: Instant }] }>(
      'select clock_timestamp() + ahead as now from portal_clock',
    );
    assert.ok(rows[0].now.toString() < '2017-02-08T16:59:50Z', 'there is time left');
    assert.equal((await inTime.submit()).status, 303);

    // The same process clocks, 70 s later by the database's.
    await db.raw(`update portal_clock set ahead = ahead + interval '70 seconds'`);
    assert.equal((await late.submit()).status, 303);

    const standings = await db('submission').orderBy('received_at').select('response_id', 'standing');
    assert.deepEqual(standings, [
      { response_id: inTime.id, standing: 'in time' },
      { response_id: late.id, standing: 'late' },
    ]);
    await setPortalClock(db, undefined);
  },
);
