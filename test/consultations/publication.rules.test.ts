import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { obstaclesToPublish, openingOf, type ToPublish } from '../../src/consultations/publication.rules.js';
import { A_FEW_QUESTIONS } from '../support/build.js';

const at = (text: string) => Temporal.Instant.from(text);
const NOW = at('2017-01-16T10:00:00Z');
const A_MILLISECOND = { milliseconds: 1 };

const ready: ToPublish = {
  opensAt: at('2017-01-18T09:00:00Z'),
  closesAt: at('2017-02-08T17:00:00Z'),
  questions: A_FEW_QUESTIONS,
  parties: 202,
};

describe('what keeps a consultation from being published, and where it is mended', () => {
  const cases: { name: string; but: Partial<ToPublish>; obstacles: string[] }[] = [
    { name: 'nothing, when all is there', but: {}, obstacles: [] },
    { name: 'nothing, when it is to open at once', but: { opensAt: null }, obstacles: [] },
    {
      name: 'no deadline',
      but: { closesAt: null },
      obstacles: ['details: It has no deadline. Without one it can be announced, but takes no responses.'],
    },
    {
      name: 'a deadline a millisecond ago',
      but: { opensAt: null, closesAt: NOW.subtract(A_MILLISECOND) },
      obstacles: ['details: Its deadline has passed.'],
    },
    {
      name: 'a deadline now: nobody could answer before it',
      but: { opensAt: null, closesAt: NOW },
      obstacles: ['details: Its deadline has passed.'],
    },
    {
      name: 'not one in a millisecond',
      but: { opensAt: null, closesAt: NOW.add(A_MILLISECOND) },
      obstacles: [],
    },
    {
      name: 'a deadline at its opening',
      but: { opensAt: ready.closesAt },
      obstacles: ['details: It closes before it opens.'],
    },
    { name: 'no questions', but: { questions: [] }, obstacles: ['questions: It asks no questions.'] },
    {
      name: 'a question that cannot be answered',
      but: {
        questions: [{ key: 'view', section: 'View', ask: 'Why?', type: 'single-choice', options: ['Yes'] }],
      },
      obstacles: ['questions: “Why?”: Enter at least two options, one a line.'],
    },
    {
      name: 'nobody to ask',
      but: { parties: 0 },
      obstacles: ['register: The register has no Party in the categories that are asked.'],
    },
  ];
  for (const { name, but, obstacles } of cases) {
    test(name, () => {
      const found = obstaclesToPublish({ ...ready, ...but }, NOW);
      assert.deepEqual(
        found.map(({ mendedIn, text }) => `${mendedIn}: ${text}`),
        obstacles,
      );
    });
  }

  test('all of them are told at once', () => {
    const nothing: ToPublish = { opensAt: null, closesAt: null, questions: [], parties: 0 };
    assert.equal(obstaclesToPublish(nothing, NOW).length, 3);
  });
});

describe('it opens', () => {
  const later = NOW.add(A_MILLISECOND);
  const cases = [
    { name: 'when it is published, if nothing was entered', opensAt: null, opens: NOW },
    { name: 'at its opening', opensAt: later, opens: later },
    { name: 'when it is published, if the opening is now', opensAt: NOW, opens: NOW },
    { name: 'never before its publication', opensAt: NOW.subtract(A_MILLISECOND), opens: NOW },
  ];
  for (const { name, opensAt, opens } of cases) {
    test(name, () => assert.ok(openingOf(opensAt, NOW).equals(opens)));
  }
});
