import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { asArrival } from '../../src/clock.js';
import { openDatabase } from '../../src/db/connection.js';
import { keepArrival } from '../../src/responses/submitKeys.store.js';
import { submitResponse } from '../../src/responses/submitResponse.js';
import { pageOf, textOf, valuesOf } from '../support/browse.js';
import {
  aCheck,
  aReadyDraft,
  checkedForm,
  clock,
  db,
  portal,
  submissionsOf,
  submitAt,
  theColleague,
} from './submitting.js';

type Cut = 'before COMMIT reaches the database' | 'after COMMIT was done' | undefined;

/** Stands between the portal and its database and cuts the line where a test says. */
async function aLine() {
  const line: { cut: Cut; database: ReturnType<typeof openDatabase> } = {
    cut: undefined,
    database: undefined!,
  };
  const target = new URL(portal.databaseUrl);
  const server = createServer((client) =>
    pass(client, connect(Number(target.port || 5432), target.hostname)),
  );
  const pass = (client: Socket, real: Socket) => {
    let committing = false;
    client.on('data', (bytes) => {
      // A simple query of the wire protocol: Q, length, text.
      committing = /^Q.{4}COMMIT;/s.test(bytes.toString('latin1'));
      if (committing && line.cut === 'before COMMIT reaches the database') {
        line.cut = undefined;
        client.destroy();
        real.destroy();
      } else real.write(bytes);
    });
    real.on('data', (bytes) => {
      if (committing && line.cut === 'after COMMIT was done') {
        line.cut = undefined;
        client.destroy();
        real.destroy();
      } else client.write(bytes);
    });
    for (const [one, other] of [
      [client, real],
      [real, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(portal.databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  line.database = openDatabase(url.href, 3, 1);
  after(async () => {
    await line.database.close();
    server.close();
  });
  return line;
}

const line = await aLine();
const deps = { ...portal.deps, db: line.database.db };

test('the reply to COMMIT is lost: the receipt is found by its key', async () => {
  const { draft } = await aReadyDraft();
  line.cut = 'after COMMIT was done';
  const reference = await submitResponse(
    deps,
    await theColleague(),
    aCheck(draft.id),
    asArrival(clock.now()),
  );
  assert.equal(line.cut, undefined, 'the line was cut');
  const [submission, ...more] = await submissionsOf(draft.id);
  assert.equal(reference, submission!.reference);
  assert.deepEqual(more, []);
});

test('the line breaks before COMMIT: nothing is claimed, and pressing again stores it once', async () => {
  const { draft } = await aReadyDraft();
  const check = aCheck(draft.id);
  line.cut = 'before COMMIT reaches the database';
  await assert.rejects(
    submitResponse(deps, await theColleague(), check, asArrival(clock.now())),
    /could not confirm this submission/,
  );
  assert.deepEqual(await submissionsOf(draft.id), []);
  const stored = await submitResponse(deps, await theColleague(), check, asArrival(clock.now()));
  assert.deepEqual(
    (await submissionsOf(draft.id)).map(({ reference }) => reference),
    [stored],
  );
  assert.equal((await db('outbox_mail').where({ kind: 'receipt' })).length > 0, true);
});

test('sent again after the deadline, it counts from when it was first sent', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  const blocker = await db.transaction();
  await blocker('consultation').where({ id: draft.consultation.id }).forUpdate();
  const sent = submitAt(draft.id, '2017-02-08T16:59:59.900Z', form);
  // The order of the house: it waits for the consultation without holding the response.
  await wait(2_000);
  await blocker.raw('select from response where id = ? for update nowait', [draft.id]);
  const tooLong = wait(12_000, undefined, { ref: false });
  const unconfirmed = await Promise.race([sent, tooLong]);
  await blocker.rollback();
  assert.ok(unconfirmed, 'it gives up after 6 s');
  assert.equal(unconfirmed.status, 503);
  const page = pageOf(unconfirmed);
  assert.match(
    textOf(unconfirmed),
    /could not confirm this submission.*cannot be stored twice.*counts from when you first sent it, 16:59:59\.900/,
  );
  const again = valuesOf(page.querySelector('main form')!);
  assert.equal(again['key'], form['key'], 'the same key again');

  assert.equal((await submitAt(draft.id, '2017-02-08T17:00:10Z', form)).status, 303, 'from the page before');
  const [submission] = await submissionsOf(draft.id);
  assert.equal(submission!.standing, 'in time');
  assert.equal(submission!.received_at.toString(), '2017-02-08T16:59:59.9Z');
  assert.equal(submission!.recorded_at.toString(), '2017-02-08T17:00:10Z');
});

test('no connection at all: nothing is claimed', async () => {
  const { draft } = await aReadyDraft();
  const away = openDatabase('postgres://nobody@127.0.0.1:1/nowhere', 2, 1);
  after(() => away.close());
  const viewer = await theColleague();
  await assert.rejects(
    submitResponse({ ...deps, db: away.db }, viewer, aCheck(draft.id), asArrival(clock.now())),
  );
  assert.deepEqual(await submissionsOf(draft.id), []);
});

test('when it arrived is kept while somebody else holds the response', async () => {
  const { draft } = await aReadyDraft();
  const check = aCheck(draft.id);
  await db.transaction(async (other) => {
    await other.raw('select from response where id = ? for update', [draft.id]);
    await db.transaction(async (trx) => {
      await trx.raw(`set local lock_timeout = '500ms'`);
      await keepArrival(trx, check, clock.now());
    });
  });
  assert.equal((await db('submit_arrival').where({ submit_key: check.key })).length, 1);
});
