import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { describeSchema } from '../../src/db/describe.js';
import { pathIn } from '../../src/root.js';
import { aDatabase } from '../support/database.js';

test('src/db/schema.ts says what the migrations make; if not, run npm run schema', async () => {
  const { db } = await aDatabase();
  assert.equal(await readFile(pathIn('src/db/schema.ts'), 'utf8'), await describeSchema(db));
});
