import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrate } from '../../src/db/migrate.js';
import { aDatabase, onServer, testServer } from '../support/database.js';

const { adminUrl } = testServer();
const { db, url } = await aDatabase();
const name = new URL(url).pathname.slice(1);

/** As somebody who connects now finds it. */
async function isCompiling(): Promise<boolean> {
  const { rows } = await db.raw<{ rows: [{ jit: boolean }] }>(
    `select coalesce((select 'jit=off' <> all(setconfig) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
       where d.datname = current_database()), true) as jit`,
  );
  return rows[0].jit;
}

test('a database that was made from a backup compiles no statements either, from the next start', async () => {
  await onServer(adminUrl, `alter database ${name} reset jit`);
  assert.equal(await isCompiling(), true);
  assert.deepEqual(await migrate(url), []);
  assert.equal(await isCompiling(), false);
});

test('whoever may not set that starts all the same', async () => {
  await onServer(adminUrl, `alter database ${name} reset jit`);
  const role = `${name}_guest`;
  await onServer(adminUrl, `create role ${role} login password 'guest'`);
  try {
    for (const schema of ['public', 'graphile_worker']) {
      await db.raw(
        `grant usage on schema ${schema} to ${role}; grant all on all tables in schema ${schema} to ${role}`,
      );
    }
    const asGuest = new URL(url);
    [asGuest.username, asGuest.password] = [role, 'guest'];
    assert.deepEqual(await migrate(asGuest.href), []);
    assert.equal(await isCompiling(), true);
  } finally {
    await db.raw(`drop owned by ${role}`);
    await onServer(adminUrl, `drop role ${role}`);
  }
});
