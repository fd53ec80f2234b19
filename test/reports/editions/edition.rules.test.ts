import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesBetween, type Difference } from '../../../src/reports/editions/edition.rules.js';
import { changeWords } from '../../../src/reports/editions/editionWords.js';
import type { Frame } from '../../../src/reports/report.js';
import type { Told } from '../../../src/reports/telling/redaction.rules.js';

const frame = { tallies: [] } as unknown as Frame;
const told = (name: string, nameWithheld = false) => ({ name, nameWithheld }) as Told;
const changed = (...differences: Difference[]) => changesBetween(frame, frame, differences).map(changeWords);

const gone = { before: told('Shy Energy'), after: null };

test('who now counts, and who no longer does, is named', () => {
  assert.deepEqual(changed(gone, { before: null, after: told('Open Energy') }), [
    'Responses that now count: Open Energy',
    'Responses that no longer count: Shy Energy',
  ]);
});

test('who no longer counts is not named beside a new response whose name is withheld: it may be the same', () => {
  assert.deepEqual(changed(gone, { before: null, after: told('Name withheld (R-1)', true) }), [
    'Responses that now count: Name withheld (R-1)',
    'Responses that no longer count',
  ]);
});
