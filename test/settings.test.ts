import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { readConfig, SETTINGS } from '../src/config.js';
import { newReceiptKey } from '../src/proof/receiptKeys.js';
import { pathIn } from '../src/root.js';

test('docs/operations.md has a line for each setting, and for nothing else', async () => {
  const text = await readFile(pathIn('docs/operations.md'), 'utf8');
  const documented = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name!);
  assert.deepEqual(documented.toSorted(compare), SETTINGS.toSorted(compare));
});

test('production refuses to start without what it needs, and names all of it', () => {
  assert.throws(
    () => readConfig({ NODE_ENV: 'production' }),
    /DATABASE_URL.*SESSION_SECRET.*SIGNING_KEY.*RECEIPT_KEY/s,
  );
});

test('what is wrong is named, all at once', () => {
  assert.throws(
    () => readConfig({ PORT: 'x', BRAND_COLOUR: 'red', ROLE: 'boss' }),
    /PORT[^]*ROLE[^]*BRAND_COLOUR/,
  );
});

test('the clock cannot be set in production', () => {
  const production = {
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://x',
    SESSION_SECRET: 's'.repeat(32),
    SIGNING_KEY: 'k'.repeat(32),
    RECEIPT_KEY: newReceiptKey('2017-01-01').current,
  };
  readConfig(production);
  assert.throws(() => readConfig({ ...production, PORTAL_NOW: '2017-01-30T09:00:00Z' }), /PORTAL_NOW/);
});

test('outside production the portal listens on this machine only', () => {
  assert.equal(readConfig({}).host, '127.0.0.1');
});

const compare = (one: string, other: string): number => one.localeCompare(other);
