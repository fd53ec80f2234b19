import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import {
  ask,
  asForm,
  askingOf,
  asMultipart,
  asPlain,
  cookieOf,
  leadsToSignIn,
  urlOf,
  type Answer,
  type Asking,
} from './ask.js';
import { encode, type Fields } from '../support/browse.js';
import { mightiest, nameOf, type Row } from './rows.js';
import { EACH_FORM_ONCE } from './table.js';
import { keys } from './everybody.js';
import { kept } from './world.js';

type Sent = Pick<Asking, 'headers' | 'body'>;

/** The same request as good faith sends, from another place. */
const FROM_ELSEWHERE: Record<string, Record<string, string>> = {
  'another site, says the browser': { 'Sec-Fetch-Site': 'cross-site' },
  'a neighbour, says the browser': { 'Sec-Fetch-Site': 'same-site' },
  'another origin': { Origin: 'https://evil.example' },
  'no origin that can be told': { Origin: 'null' },
  'an origin with our name in it': { Origin: 'https://localhost:3000.evil.example' },
};

/** The same fields with another token, or none; whoever knows none tries every kind of body. */
function withoutToken(row: Row, fields: Fields): Record<string, Sent> {
  const role = mightiest(row)!;
  const cookie = cookieOf(role);
  const stolen = keys[role === 'secas' ? 'submitter' : 'secas'].csrf;
  const withToken = (token: string | string[], headers = cookie) =>
    asForm(row, { _csrf: token, ...fields }, headers);
  return {
    'no token': asForm(row, fields, cookie),
    'an empty token': withToken(''),
    'a forged token': withToken('x'.repeat(stolen.length)),
    'the token of somebody else': withToken(stolen),
    'tokens to choose from': withToken([keys[role].csrf, keys[role].csrf]),
    'no session': withToken(keys[role].csrf, {}),
    'a session that there is not': withToken(keys[role].csrf, { Cookie: 'portal.sid=s%3Anobody.x' }),
    'nothing at all': { headers: cookie },
    'no token, plainly': asPlain(encode(fields), cookie),
    'no token, in parts': asMultipart(fields, undefined, cookie),
    'no token, with a file': asMultipart(fields, row.file ?? 'file', cookie),
    'no token, as JSON': {
      headers: { ...cookie, 'Content-Type': 'application/json' },
      body: JSON.stringify(fields),
    },
    'no token, as text': { headers: { ...cookie, 'Content-Type': 'text/plain' }, body: encode(fields) },
  };
}

/** 403. Forms in parts are read, for their token too, where files are taken and by whom only. */
function isRefusal(row: Row, { headers }: Sent, answer: Answer): boolean {
  if (!headers['Content-Type']?.startsWith('multipart/')) return answer.status === 403;
  if (!row.file) return answer.status === 400 || answer.status === 403;
  return answer.status === 403 || leadsToSignIn(answer);
}

afterEach(() => kept.restore());

describe('what no page of ours has sent is refused, and does nothing', () => {
  for (const row of EACH_FORM_ONCE.filter(({ method }) => method === 'POST')) {
    test(nameOf(row), async () => {
      const honest = await askingOf(row, mightiest(row)!);
      const before = await kept.fingerprint();
      const spoilt = Object.entries({
        ...withoutToken(row, await row.fields()),
        ...Object.fromEntries(
          Object.entries(FROM_ELSEWHERE).map(([what, headers]) => [
            what,
            { ...honest, headers: { ...honest.headers, ...headers } },
          ]),
        ),
      });
      for (const [what, sent] of spoilt) {
        const answer = await ask({ method: 'POST', url: urlOf(row), ...sent });
        assert.ok(isRefusal(row, sent, answer), `${what}: ${answer.status}`);
        assert.equal(await kept.fingerprint(), before, what);
      }
    });
  }
});
