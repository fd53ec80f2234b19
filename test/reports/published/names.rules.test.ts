import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standsIn } from '../../../src/reports/published/findings.rules.js';
import { namesLookedFor } from '../../../src/reports/published/names.rules.js';

test('a name is looked for as it is, and without its endings', () => {
  const cases: [string, string[]][] = [
    ['Northmoor Supply Limited', ['Northmoor Supply Limited', 'Northmoor Supply']],
    ['Tidewell Energy plc', ['Tidewell Energy plc', 'Tidewell Energy']],
    ['Lanternfield LLP', ['Lanternfield LLP', 'Lanternfield']],
    ['Meridew (UK) Ltd.', ['Meridew (UK) Ltd.', 'Meridew (UK)', 'Meridew']],
    [
      'Quillon Holdings UK Ltd',
      ['Quillon Holdings UK Ltd', 'Quillon Holdings UK', 'Quillon Holdings', 'Quillon'],
    ],
    ['Marsh & Co', ['Marsh & Co', 'Marsh &', 'Marsh']],
    ['Castlereach', ['Castlereach']],
    ['Citizens Advice', ['Citizens Advice']],
  ];
  for (const [name, names] of cases) assert.deepEqual(namesLookedFor(name), names);
});

test('what is very short, or made of common words alone, is not looked for', () => {
  assert.deepEqual(namesLookedFor('Energy Limited'), ['Energy Limited']);
  assert.deepEqual(namesLookedFor('The Green Power plc'), ['The Green Power plc']);
  assert.deepEqual(namesLookedFor('The Green Power'), []);
  assert.deepEqual(namesLookedFor('ACE Ltd'), ['ACE Ltd']);
  assert.deepEqual(namesLookedFor('E.ON UK plc'), ['E.ON UK plc', 'E.ON UK']);
  assert.deepEqual(namesLookedFor('Ltd'), []);
});

test('a name stands only where its words do', () => {
  const name = { folded: 'ember power', whole: true };
  for (const text of ['ember power', 'to ember power’s view', '(ember power)'])
    assert.ok(standsIn(text, name), text);
  for (const text of ['december power', 'ember powers', 'ember']) assert.ok(!standsIn(text, name), text);
});
