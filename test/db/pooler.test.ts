import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readConfig } from '../../src/config.js';
import { compose } from '../../src/compose.js';
import { openDatabase, type Db } from '../../src/db/connection.js';
import { isPooled } from '../../src/db/pooler.js';
import { prepared } from '../../src/db/prepared.js';
import { aDatabase } from '../support/database.js';
import { aPooler, findPgBouncer } from '../support/pgbouncer.js';

const { db, url } = await aDatabase();
const program = findPgBouncer();
const through = program && (await aPooler(program, url));
const sum = async (database: Db) => {
  const { rows } = await prepared<{ sum: number }>(database, 'sum', 'select :one::int + :two::int as sum', {
    one: 1,
    two: 2,
  });
  assert.deepEqual(rows, [{ sum: 3 }]);
};
const keptIn = async (trx: Db): Promise<string[]> => {
  const { rows } = await trx.raw<{ rows: { name: string }[] }>('select name from pg_prepared_statements');
  return rows.map(({ name }) => name);
};

test('a statement that is sent again and again is planned once for a connection', async () => {
  await db.transaction(async (trx) => {
    await sum(trx);
    await sum(trx);
    assert.deepEqual(await keptIn(trx), ['sum']);
  });
});

test('through a pooler it leaves nothing in the connection, which the next transaction may not be given', async () => {
  const pooled = openDatabase(url, 1, 1, true);
  after(() => pooled.close());
  await pooled.db.transaction(async (trx) => {
    await sum(trx);
    assert.deepEqual(await keptIn(trx), []);
  });
});

test('a server is no pooler', async () => assert.equal(await isPooled(url), false));

if (through) {
  test('behind PgBouncer the portal does not start without the direct address, and says what to set', async () => {
    const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: through });
    await assert.rejects(compose(config), /Set DATABASE_DIRECT_URL to the address of the server itself/);
  });

  test('behind PgBouncer in transaction mode everything is served over two connections', async () => {
    const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: through, DATABASE_DIRECT_URL: url });
    const { deps, close } = await compose(config);
    await Promise.all(Array.from({ length: 100 }, () => sum(deps.db)));
    await Promise.all(Array.from({ length: 20 }, () => deps.db.transaction(sum)));
    await close();
  });
}
