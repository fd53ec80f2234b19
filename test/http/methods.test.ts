import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { ask, askingOf, cookieOf, urlOf } from './ask.js';
import { mightiest, nameOf, type Row } from './rows.js';
import { EACH_FORM_ONCE } from './table.js';
import { keys } from './everybody.js';
import { kept } from './world.js';

const METHODS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'];
const open = EACH_FORM_ONCE.filter(mightiest);
const posted = new Set(open.filter(({ method }) => method === 'POST').map(({ pattern }) => pattern));
const shown = new Set(open.filter(({ method }) => method === 'GET').map(({ pattern }) => pattern));

/** Sends it with the row's body and everything that shows good faith. */
async function askBy(method: string, row: Row) {
  const role = mightiest(row)!;
  const asking = await askingOf(row, role);
  const headers = { ...asking.headers, ...cookieOf(role), 'X-CSRF-Token': keys[role].csrf };
  const { status } = await ask({ ...asking, method, url: urlOf(row), headers });
  return status;
}

afterEach(() => kept.restore());

describe('HEAD is answered as GET is, without what GET would show', () => {
  for (const row of open.filter(({ method }) => method === 'GET')) {
    test(nameOf(row), async () => {
      const asking = await askingOf(row, mightiest(row)!);
      const [get, head] = [await ask(asking), await ask({ ...asking, method: 'HEAD' })];
      assert.equal(head.status, get.status);
      assert.equal(head.text, '');
    });
  }
});

describe('a method that a route does not know does nothing, and breaks nothing', () => {
  for (const row of open) {
    test(nameOf(row), async () => {
      const before = await kept.fingerprint();
      const unknown = [
        ...METHODS,
        ...(posted.has(row.pattern) ? [] : ['POST']),
        ...(shown.has(row.pattern) ? [] : ['GET']),
      ];
      for (const method of unknown) {
        const status = await askBy(method, row);
        const refused = status >= 400 && status < 500;
        assert.ok(refused || (method === 'OPTIONS' && status === 200), `${method}: ${status}`);
      }
      assert.equal(await kept.fingerprint(), before);
    });
  }
});
