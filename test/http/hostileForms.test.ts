import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { paths } from '../../src/paths.js';
import { encode, type Fields } from '../support/browse.js';
import { ask, asForm, asPlain, cookieOf, urlOf, type Asking } from './ask.js';
import { mightiest, nameOf, type Row } from './rows.js';
import { EACH_FORM_ONCE } from './table.js';
import { keys } from './everybody.js';
import { kept } from './world.js';

type Sent = Pick<Asking, 'headers' | 'body'>;

const NAMES = [
  'a[4294967294]',
  'a[b][c]',
  'a[]',
  'a.b',
  'constructor[prototype][x]',
  'toString',
  'x'.repeat(5_000),
];
/** What reads bodies leaves these aside: they are as good as not sent. */
const LEFT_ASIDE = ['', '__proto__', '__proto__[x]'];

/** What stands in for what a field holds, where anything may be typed. */
const VALUES = ['', '\0', 'x'.repeat(100_000), '-1', '🙂\u202e'];

const posted = EACH_FORM_ONCE.filter(({ method }) => method === 'POST');

async function honestOf(row: Row): Promise<Fields> {
  return { _csrf: keys[mightiest(row)!].csrf, ...(await row.fields()) };
}

/** What no form of ours sends, by what is wrong with it. */
async function shapesOf(row: Row): Promise<Record<string, Sent>> {
  const cookie = cookieOf(mightiest(row)!);
  const fields = await honestOf(row);
  const sent = (spoilt: Fields) => asForm(row, { ...fields, ...spoilt }, cookie);
  const singles = Object.keys(fields).filter((name) => !row.lists.includes(name));
  const many = Object.fromEntries(Array.from({ length: 6_000 }, (_, number) => [`f${number}`, 'x']));
  const header = { ...cookie, 'X-CSRF-Token': keys[mightiest(row)!].csrf };
  const entries: [string, Sent][] = [
    ...NAMES.map((name): [string, Sent] => [`a field ${name}`.slice(0, 40), sent(own(name, '1'))]),
    ...singles.map((name): [string, Sent] => [`${name} twice`, sent(own(name, ['1', '1']))]),
    ['six thousand fields', sent(many)],
    ['escapes that are cut off', asPlain(`${encode(fields)}&%E0%A4%A=1&%=%`, cookie)],
    ['JSON', typed('application/json', JSON.stringify(fields), cookie)],
    ['JSON, with the token beside it', typed('application/json', JSON.stringify(fields), header)],
    ['JSON that is none', typed('application/json', '{"a":', header)],
    ['text', typed('text/plain', encode(fields), cookie)],
    ['text, with the token beside it', typed('text/plain', encode(fields), header)],
    ['nothing but the token', { headers: header }],
    ['another alphabet', typed('application/x-www-form-urlencoded; charset=utf-7', encode(fields), header)],
    ['packed, says its head', asPlain(encode(fields), { ...header, 'Content-Encoding': 'br' })],
  ];
  return Object.fromEntries(entries);
}

const typed = (type: string, body: string, headers: Record<string, string>): Sent => ({
  headers: { ...headers, 'Content-Type': type },
  body,
});

/** An object with this name as its own, whatever it means to objects. */
const own = (name: string, value: string | string[]): Fields => Object.fromEntries([[name, value]]) as Fields;

afterEach(() => kept.restore());

describe('a form that is none of ours is refused, and does nothing', () => {
  for (const row of posted) {
    test(nameOf(row), async () => {
      const before = await kept.fingerprint();
      for (const [what, sent] of Object.entries(await shapesOf(row))) {
        const { status } = await ask({ method: 'POST', url: urlOf(row), ...sent });
        assert.ok(status >= 400 && status < 500, `${what}: ${status}`);
        assert.equal(await kept.fingerprint(), before, what);
      }
    });
  }
});

describe('whatever stands in a field, the portal has an answer', () => {
  for (const row of posted) {
    test(nameOf(row), async () => {
      const fields = await honestOf(row);
      const names = Object.keys(await row.fields());
      const values = names.flatMap((name) => VALUES.map((value) => own(name, value)));
      for (const spoilt of [...values, ...LEFT_ASIDE.map((name) => own(name, '1'))]) {
        const sent = asForm(row, { ...fields, ...spoilt }, cookieOf(mightiest(row)!));
        const { status } = await ask({ method: 'POST', url: urlOf(row), ...sent });
        assert.ok(status < 500, `${JSON.stringify(spoilt).slice(0, 60)}: ${status}`);
        if (status < 400) await kept.restore();
      }
    });
  }
});

test('and after all this the process lives, and no prototype was touched', async () => {
  const { status } = await ask({ method: 'GET', url: paths.healthz(), headers: {} });
  assert.equal(status, 200);
  assert.equal(({} as Record<string, unknown>)['x'], undefined);
});
