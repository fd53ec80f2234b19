import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '../../src/http/requestLog.js';
import { startPortal } from '../support/portal.js';

test('an error of the database is logged with its cause and place, without the row that it quotes', async () => {
  const { db, clock } = await startPortal();
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const failed = await db('person')
    .insert({ name: 'SECRET-NAME', email: null as unknown as string, created_at: clock.now() })
    .catch((error: unknown) => error as Error & { detail: string });
  assert.match((failed as { detail: string }).detail, /SECRET-NAME/, 'the library has it');
  log.error({ err: new Error('it failed', { cause: failed }) }, 'request failed');
  assert.doesNotMatch(lines[0]!, /SECRET-NAME/);
  const { err } = JSON.parse(lines[0]!) as { err: { stack: string; cause: { code: string; table: string } } };
  assert.match(err.stack, /log\.test/);
  assert.deepEqual([err.cause.code, err.cause.table], ['23502', 'person']);
});
