import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  effectOfAdmitting,
  needsDecision,
  type LateFacts,
  type Named,
} from '../../../src/collation/late/decision.rules.js';

const facts = (named: Named[], more: Partial<LateFacts> = {}): LateFacts => ({
  standing: 'late',
  withdrawn: false,
  responseId: 'this',
  newer: null,
  named,
  dropped: [],
  ...more,
});
const by = (responseId: string) => ({ reference: 'REF', responseId, organisation: 'One' });

test('what admitting does, as a rule', async (t) => {
  const free = { name: 'Free', spokenFor: null };
  const ours = { name: 'Ours', spokenFor: by('this') };
  const theirs = { name: 'Theirs', spokenFor: by('other') };
  const cases: [string, LateFacts, object][] = [
    ['nobody speaks yet', facts([free]), { becomesLive: true, takesOver: [], replaces: [], dropped: [] }],
    [
      'an earlier version of its own',
      facts([ours]),
      { becomesLive: true, takesOver: [], replaces: [ours], dropped: [] },
    ],
    [
      'another response',
      facts([theirs, free]),
      { becomesLive: true, takesOver: [theirs], replaces: [], dropped: [] },
    ],
    [
      'it drops one',
      facts([free], { dropped: ['Gone'] }),
      { becomesLive: true, takesOver: [], replaces: [], dropped: ['Gone'] },
    ],
    [
      'a newer one counts',
      facts([theirs, ours], { newer: { reference: 'NEW' }, dropped: ['Gone'] }),
      { becomesLive: false, takesOver: [], replaces: [], dropped: [] },
    ],
  ];
  for (const [name, given, effect] of cases) {
    await t.test(name, () => assert.deepEqual(effectOfAdmitting(given), effect));
  }
  assert.equal(needsDecision({ standing: 'late', withdrawn: false }), true);
  assert.equal(needsDecision({ standing: 'after closure', withdrawn: false }), true);
  assert.equal(needsDecision({ standing: 'in time', withdrawn: false }), false);
  assert.equal(needsDecision({ standing: 'late', withdrawn: true }), false);
});
