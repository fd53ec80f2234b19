import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, describe, test } from 'node:test';
import { ask, askingOf, urlOf } from './ask.js';
import { mightiest, nameOf, type Row } from './rows.js';
import { EACH_FORM_ONCE, TABLE } from './table.js';
import { kept } from './world.js';

const namesIn = ({ pattern }: Row): string[] =>
  [...pattern.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name!);
const hasIds = (row: Row) => mightiest(row) !== undefined && namesIn(row).length > 0;

/**
 * Prepares the row's request, as somebody to whom the row's own is open: what is looked at for that may be recorded.
 * @returns sends it to another address
 */
async function askingInstead(row: Row) {
  const asking = await askingOf(row, mightiest(row)!);
  return (instead: Record<string, string>, raw = false) => ask({ ...asking, url: urlOf(row, instead, raw) });
}

afterEach(() => kept.restore());

describe('what belongs to another parent is not found', () => {
  for (const row of TABLE.filter((one) => hasIds(one) && namesIn(one).length > 1)) {
    test(nameOf(row), async () => {
      const askInstead = await askingInstead(row);
      const before = await kept.fingerprint();
      for (const name of namesIn(row)) {
        const other = row.elsewhere[name];
        if (row.anyOf.includes(name)) continue;
        assert.ok(other, `the table does not say of which other parent a ${name} could be`);
        const { status } = await askInstead({ [name]: other });
        // What has been published refuses to be prepared before it is looked into.
        assert.ok(status === 404 || (row.method === 'POST' && status === 409), `${name}: ${status}`);
      }
      assert.equal(await kept.fingerprint(), before);
    });
  }
});

const NOBODYS: Record<string, string> = {
  x: 'x',
  'a quotation mark': "'",
  'a nought character': '\0',
  'ten thousand characters': 'x'.repeat(10_000),
  'an id that nobody has': randomUUID(),
  'a name that every object has': 'constructor',
};
const UNREADABLE = ['%', '%E0%A4%A'];

describe('what is nobody’s id is not found', () => {
  for (const row of EACH_FORM_ONCE.filter(hasIds)) {
    test(nameOf(row), async () => {
      const askInstead = await askingInstead(row);
      const before = await kept.fingerprint();
      for (const name of namesIn(row)) {
        for (const [what, garbage] of Object.entries(NOBODYS)) {
          assert.equal((await askInstead({ [name]: garbage })).status, 404, `${name}: ${what}`);
        }
        for (const garbage of UNREADABLE) {
          assert.equal((await askInstead({ [name]: garbage }, true)).status, 400, `${name}: ${garbage}`);
        }
      }
      assert.equal(await kept.fingerprint(), before);
    });
  }
});
