import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createApp } from '../../src/app.js';
import { paths } from '../../src/paths.js';
import { routesOf } from '../support/routes.js';
import { ask, askingOf, leadsToSignIn, urlOf, type Answer } from './ask.js';
import { nameOf, ROLES, type Row, type Verdict } from './rows.js';
import { TABLE } from './table.js';
import { portal } from './everybody.js';
import { kept } from './world.js';

test('every route has a row in the table, and every row a route', () => {
  const named = new Set(TABLE.map(({ method, pattern }) => `${method} ${pattern}`));
  assert.deepEqual([...named].toSorted(), [...new Set(routesOf(createApp(portal.deps)))].toSorted());
});

/** What somebody got, in the words of the table; a status that it has no word for is told as it is. */
function verdictOf(answer: Answer): Verdict {
  if (leadsToSignIn(answer)) return 'sign in';
  if (answer.status >= 200 && answer.status < 400) return 'in';
  if (answer.status === 403) return 'no';
  return answer.status === 404 ? 'nothing' : answer.status;
}

/** What stands in our rows and theirs, which no refusal may show. */
const OF_OTHERS = /Northmoor|Southmoor|In preparation|Asked elsewhere|What stands in|For a reason/;

describe('who gets what', () => {
  for (const row of TABLE) {
    test(nameOf(row), async () => {
      const got: Record<string, Verdict> = {};
      for (const role of ROLES) {
        const asking = await askingOf(row, role);
        const before = row.method === 'POST' ? await kept.fingerprint() : '';
        const answer = await ask(asking);
        got[role] = verdictOf(answer);
        if (got[role] === 'sign in') assertLeadsBack(row, answer);
        if (got[role] !== 'in') assert.doesNotMatch(answer.text, OF_OTHERS, `${role} was told`);
        if (row.method === 'POST') await assertWritten(row, role, got[role], before);
      }
      assert.deepEqual(got, row.rights);
    });
  }
});

/** Who has signed in comes back to the page that was asked for; nothing that was sent is sent again. */
function assertLeadsBack(row: Row, { location }: Answer): void {
  if (row.pattern === paths.signInCode.pattern) return;
  const next = row.method === 'GET' ? urlOf(row) : paths.front();
  assert.equal(location, `${paths.signIn()}?${new URLSearchParams({ next }).toString()}`);
}

/** What was refused wrote nothing; what was not did, so that the refusals mean something. */
async function assertWritten(row: Row, role: string, verdict: Verdict, before: string): Promise<void> {
  const after = await kept.fingerprint();
  if (verdict !== 'in') assert.equal(after, before, `${role} got “${verdict}” and yet something changed`);
  else if (!row.quiet) assert.notEqual(after, before, `${role} was let in, but nothing came of it`);
  if (verdict === 'in') await kept.restore();
}
