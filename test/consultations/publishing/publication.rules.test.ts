import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import {
  obstaclesToPublish,
  openingOf,
  warningsOfTime,
  warningsToPublish,
  type ToPublish,
} from '../../../src/consultations/publishing/publication.rules.js';
import { A_FEW_QUESTIONS } from '../../support/build.js';

const at = (text: string) => Temporal.Instant.from(text);
const NOW = at('2017-01-16T10:00:00Z');
const A_MILLISECOND = { milliseconds: 1 };

const ready: ToPublish = {
  opensAt: at('2017-01-18T09:00:00Z'),
  closesAt: at('2017-02-08T17:00:00Z'),
  questions: A_FEW_QUESTIONS,
  parties: 202,
  kind: 'modification-report',
  documents: [{ title: 'The report', scan: 'clean' }],
  title: 'Changes to Section G',
  summary: 'A change to Section G.',
  howToRespond: 'Here.',
};

describe('what keeps a consultation from being published, and where it is mended', () => {
  const cases: { name: string; but: Partial<ToPublish>; obstacles: string[] }[] = [
    { name: 'nothing, when all is there', but: {}, obstacles: [] },
    { name: 'nothing, when it is to open at once', but: { opensAt: null }, obstacles: [] },
    {
      name: 'no deadline',
      but: { closesAt: null },
      obstacles: ['deadline: It has no deadline.'],
    },
    {
      name: 'a deadline a millisecond ago',
      but: { opensAt: null, closesAt: NOW.subtract(A_MILLISECOND) },
      obstacles: ['deadline: Its deadline would have passed.'],
    },
    {
      name: 'a deadline now: nobody could answer before it',
      but: { opensAt: null, closesAt: NOW },
      obstacles: ['deadline: Its deadline would have passed.'],
    },
    {
      name: 'not one in a millisecond',
      but: { opensAt: null, closesAt: NOW.add(A_MILLISECOND) },
      obstacles: [],
    },
    {
      name: 'a deadline at its opening',
      but: { opensAt: ready.closesAt },
      obstacles: ['deadline: It closes before it opens.'],
    },
    { name: 'no questions', but: { questions: [] }, obstacles: ['questions: It asks no questions.'] },
    {
      name: 'a question that cannot be answered',
      but: {
        questions: [{ key: 'view', section: 'View', ask: 'Why?', type: 'single-choice', options: ['Yes'] }],
      },
      obstacles: ['questions: “Why?” cannot be asked as it is.'],
    },
    {
      name: 'nobody to ask',
      but: { parties: 0 },
      obstacles: ['register: The register has no Party in the categories that are asked.'],
    },
    {
      name: 'a document that holds a virus',
      but: { documents: [{ title: 'Annex', scan: 'infected' }] },
      obstacles: ['documents: “Annex” holds a virus, so nobody can open it.'],
    },
    {
      name: 'a deadline that comes twice, in summer time and an hour later',
      but: { closesAt: at('2017-10-29T00:30:00Z') },
      obstacles: [
        'deadline: 1:30am on Sunday 29 October 2017 (BST) comes twice: the clocks go back that night.',
      ],
    },
    {
      name: 'the second of the two hours as well, as an opening',
      but: { opensAt: at('2017-10-29T01:30:00Z'), closesAt: at('2017-11-20T17:00:00Z') },
      obstacles: [
        'deadline: 1:30am on Sunday 29 October 2017 (GMT) comes twice: the clocks go back that night.',
      ],
    },
    { name: 'not the hour before', but: { closesAt: at('2017-10-28T23:59:59Z') }, obstacles: [] },
    { name: 'nor the one after', but: { closesAt: at('2017-10-29T02:00:00Z') }, obstacles: [] },
  ];
  for (const { name, but, obstacles } of cases) {
    test(name, () => {
      const found = obstaclesToPublish({ ...ready, ...but }, NOW);
      assert.deepEqual(
        found.map(({ mendedIn, what }) => `${mendedIn}: ${what}`),
        obstacles,
      );
    });
  }

  test('all of them are told at once', () => {
    const nothing: ToPublish = { ...ready, opensAt: null, closesAt: null, questions: [], parties: 0 };
    assert.equal(obstaclesToPublish(nothing, NOW).length, 3);
  });
});

describe('what may be a slip, and prevents nothing', () => {
  const times: { name: string; publishAt: string; next?: string }[] = [
    { name: 'a Sunday', publishAt: '2017-01-22T09:00:00Z', next: 'Monday 23 January 2017' },
    { name: 'a bank holiday', publishAt: '2017-04-14T08:00:00Z', next: 'Tuesday 18 April 2017' },
    { name: 'not the last minute of Friday, in summer', publishAt: '2017-07-07T22:59:00Z' },
    { name: 'but midnight after it', publishAt: '2017-07-07T23:00:00Z', next: 'Monday 10 July 2017' },
  ];
  for (const { name, publishAt, next } of times) {
    test(`a publication set for ${name}`, () => {
      const [found, ...more] = warningsOfTime(at(publishAt));
      assert.equal(more.length, 0);
      if (!next) assert.equal(found, undefined);
      else assert.match(`${found!.what} ${found!.todo}`, new RegExp(`not a Working Day.*Day is ${next}`));
    });
  }

  // It opens on Wednesday 18 January.
  const cases: { name: string; but: Partial<ToPublish>; warnings: string[] }[] = [
    { name: 'nothing: the 15 Working Days that are customary', but: {}, warnings: [] },
    {
      name: 'one Working Day fewer',
      but: { closesAt: at('2017-02-07T17:00:00Z') },
      warnings: [
        'It leaves 14 Working Days to answer; 15 are customary for a modification report consultation. ' +
          'Set the deadline to Wednesday 8 February 2017 or later, or say in the summary why it is urgent.',
      ],
    },
    {
      name: 'a draft budget has 20',
      but: { kind: 'draft-budget' },
      warnings: [
        'It leaves 15 Working Days to answer; 20 are customary for a draft budget. ' +
          'Set the deadline to Wednesday 15 February 2017 or later, or say in the summary why it is urgent.',
      ],
    },
    {
      name: 'an external one has the length that its issuer set',
      but: { kind: 'external', closesAt: at('2017-01-20T17:00:00Z') },
      warnings: [],
    },
    {
      name: 'bank holidays are no Working Days',
      but: { opensAt: at('2017-04-07T09:00:00Z'), closesAt: at('2017-05-02T16:00:00Z') },
      warnings: [
        'It leaves 14 Working Days to answer; 15 are customary for a modification report consultation. ' +
          'Set the deadline to Wednesday 3 May 2017 or later, or say in the summary why it is urgent.',
      ],
    },
    {
      name: 'a Saturday',
      but: { closesAt: at('2017-02-11T17:00:00Z') },
      warnings: [
        'Saturday 11 February 2017 is not a Working Day. Is the deadline right? Nobody at SECAS answers questions that day.',
      ],
    },
    {
      name: 'no documents',
      but: { documents: [] },
      warnings: ['It has no documents. Add what is consulted on, if there is.'],
    },
    {
      name: 'one that cannot be opened yet',
      but: { documents: [{ title: 'Annex', scan: 'waiting' }] },
      warnings: [
        '“Annex” is still being checked for viruses. Until then nobody can open it: wait a few minutes.',
      ],
    },
    {
      name: 'nothing to read',
      but: { summary: ' ', howToRespond: '' },
      warnings: [
        'Nothing says what it is about. Write a summary: the page will have none.',
        'Nothing is said under “How to respond”. Say it, if there is more than the form.',
      ],
    },
    {
      name: 'a copy that is called so still',
      but: { title: 'Copy of Changes to Section G' },
      warnings: ['Its title is still that of a copy. Write its own title in the details.'],
    },
    {
      name: 'an external one that does not say how to answer its issuer',
      but: { kind: 'external', howToRespond: '' },
      warnings: ['Nothing says how to respond to the issuer. Say it: answering here does not.'],
    },
  ];
  for (const { name, but, warnings } of cases) {
    test(name, () => {
      const found = warningsToPublish({ ...ready, ...but }, NOW);
      assert.deepEqual(
        found.map(({ what, todo }) => `${what} ${todo}`),
        warnings,
      );
    });
  }
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
