import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isDelicate,
  statusOf,
  toldCount,
  whyNotPublished,
  type PointStatus,
} from '../../../src/collation/dispositions/points.rules.js';

test('in confidence responses are counted from three on', () => {
  const TABLE = [
    { open: 1, confidential: 0, told: 1 },
    { open: 0, confidential: 1, told: null },
    { open: 0, confidential: 2, told: null },
    { open: 0, confidential: 3, told: 3 },
    { open: 1, confidential: 2, told: 1 },
    { open: 5, confidential: 3, told: 8 },
    { open: 0, confidential: 0, told: null },
  ];
  for (const { told, ...raised } of TABLE) assert.equal(toldCount(raised), told, JSON.stringify(raised));
});

test('one in confidence, or without a name, is enough to have the text looked at', () => {
  assert.equal(isDelicate({ confidential: 0, nameless: 0 }), false);
  assert.equal(isDelicate({ confidential: 1, nameless: 0 }), true);
  assert.equal(isDelicate({ confidential: 0, nameless: 1 }), true);
});

test('a decision and a publication hold for one version', () => {
  const finished = { finished: true, version: 2, decision: null, publishedVersion: null };
  const decided = (version: number, approved: boolean) => ({ ...finished, decision: { version, approved } });
  const TABLE: [Parameters<typeof statusOf>[0], boolean, PointStatus][] = [
    [{ ...finished, finished: false }, false, 'draft'],
    [{ ...finished, finished: false }, true, 'draft'],
    [finished, false, 'ready'],
    [finished, true, 'for approval'],
    [decided(2, true), true, 'approved'],
    [decided(2, false), true, 'returned'],
    [decided(1, true), true, 'for approval'],
    [decided(2, false), false, 'ready'],
    [{ ...finished, publishedVersion: 2 }, true, 'published'],
    [{ ...finished, publishedVersion: 1 }, true, 'for approval'],
  ];
  for (const [point, wanted, status] of TABLE) assert.equal(statusOf(point, wanted), status);
});

test('what was raised in confidence is published only once its text is said to give nothing away', () => {
  const point = { finished: true, version: 1, decision: null, publishedVersion: null };
  const raised = { open: 1, confidential: 0, nameless: 0, gone: 0 };
  assert.equal(whyNotPublished({ ...point, raised, discreet: false }, false), null);
  const hidden = { ...raised, confidential: 1 };
  assert.match(whyNotPublished({ ...point, raised: hidden, discreet: false }, false)!, /in confidence/);
  assert.equal(whyNotPublished({ ...point, raised: hidden, discreet: true }, false), null);
  const nobody = { ...raised, open: 0, gone: 1 };
  assert.match(
    whyNotPublished({ ...point, raised: nobody, discreet: true }, false)!,
    /No response that counts/,
  );
  assert.match(
    whyNotPublished({ ...point, publishedVersion: 1, raised: hidden, discreet: false }, false)!,
    /in confidence/,
    'also of one that is published',
  );
});
