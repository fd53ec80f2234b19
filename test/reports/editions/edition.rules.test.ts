import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesBetween, type Difference } from '../../../src/reports/editions/edition.rules.js';
import { changesTold } from '../../../src/reports/editions/editionWords.js';
import type { Frame } from '../../../src/reports/report.js';

const frame = { tallies: [], points: [] } as unknown as Frame;
const same = { answers: false, files: false, comments: false, clarifications: false, themes: false };
const its = (name: string, what: Partial<Difference>): Difference => ({
  ...same,
  name,
  nameWithheld: false,
  added: false,
  gone: false,
  ...what,
});
const changed = (...differences: Difference[]) =>
  changesTold({ changes: changesBetween(frame, frame, differences) });

const gone = its('Shy Energy', { gone: true });

test('what of a response is told differently is said, each part by itself', () => {
  assert.deepEqual(changed(its('Open Energy', { files: true, themes: true }), its('Other Energy', {})), [
    'Files: Open Energy',
    'Themes of answers: Open Energy',
    'Particulars of respondents: Other Energy',
  ]);
});

test('who now counts, and who no longer does, is named', () => {
  assert.deepEqual(changed(gone, its('Open Energy', { added: true })), [
    'Responses that now count: Open Energy',
    'Responses that no longer count: Shy Energy',
  ]);
});

test('who no longer counts is not named beside a new response whose name is withheld: it may be the same', () => {
  assert.deepEqual(changed(gone, its('Name withheld (R-1)', { added: true, nameWithheld: true })), [
    'Responses that now count: Name withheld (R-1)',
    'Responses that no longer count',
  ]);
});

test('a point is another when its words are, and not when its respondent has submitted again', () => {
  const withPoint = (point: object) => ({ ...frame, points: [point] }) as unknown as Frame;
  const before = withPoint({ summary: 'Too dear', names: ['Open Energy'], submissions: ['1'] });
  const again = withPoint({ summary: 'Too dear', names: ['Open Energy'], submissions: ['2'] });
  assert.deepEqual(changesBetween(before, again, []), []);
  const other = withPoint({ summary: 'Too slow', names: ['Open Energy'], submissions: ['1'] });
  assert.deepEqual(changesTold({ changes: changesBetween(before, other, []) }), ['Points and replies']);
  const frozenEarlier = withPoint({ summary: 'Too dear', names: ['Open Energy'] });
  assert.deepEqual(
    changesTold({ changes: changesBetween(frozenEarlier, before, []) }),
    ['Points and replies'],
    'beside answers they are new',
  );
});
