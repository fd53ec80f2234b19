import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createApp } from '../../src/app.js';
import { routesOf } from '../support/routes.js';
import { ask, askingOf, leadsToSignIn, type Answer } from './ask.js';
import { nameOf, ROLES, type Row, type Verdict } from './rows.js';
import { TABLE } from './table.js';
import { kept, portal } from './world.js';

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
        const before = await kept.fingerprint();
        const answer = await ask(asking);
        got[role] = verdictOf(answer);
        if (got[role] !== 'in') assert.doesNotMatch(answer.text, OF_OTHERS, `${role} was told`);
        if (row.method === 'POST') await assertWritten(row, role, got[role], before);
      }
      assert.deepEqual(got, row.rights);
    });
  }
});

/** What was refused wrote nothing; what was not did, so that the refusals mean something. */
async function assertWritten(row: Row, role: string, verdict: Verdict, before: string): Promise<void> {
  const after = await kept.fingerprint();
  if (verdict !== 'in') assert.equal(after, before, `${role} got “${verdict}” and yet something changed`);
  else if (!row.quiet) assert.notEqual(after, before, `${role} was let in, but nothing came of it`);
  if (verdict === 'in') await kept.restore();
}
