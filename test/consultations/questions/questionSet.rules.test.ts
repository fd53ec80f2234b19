import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  corrected,
  inOrderAsked,
  moveQuestionIn,
  moveSectionIn,
  questionSetProblems,
} from '../../../src/consultations/questions/questionSet.rules.js';
import { questionSet, sectionsOf, type Question } from '../../../src/consultations/questions.js';
import {
  questionsFromTemplate,
  TEMPLATES,
  type TemplateName,
} from '../../../src/consultations/questions/templates.js';
import { EVERY_QUESTION, FURTHER_QUESTIONS } from '../../support/form.js';

const keysOf = (questions: Question[]): string => questions.map(({ key }) => key).join(' ');

const asked = (key: string, section: string): Question => ({
  key,
  section,
  ask: `${key}?`,
  type: 'long-text',
});
const choice: Question = {
  key: 'view',
  section: 'View',
  ask: 'Should it be approved?',
  type: 'single-choice',
  options: ['Yes', 'No'],
};
const several: Question = { ...choice, type: 'multiple-choice' };
const later: Question = { ...asked('why', 'View'), showWhen: { question: 'view', is: 'No' } };
const matrix = EVERY_QUESTION.find(({ type }) => type === 'matrix')!;
const rows = EVERY_QUESTION.find(({ type }) => type === 'rows')!;

describe('the question sets that a new consultation begins with', () => {
  for (const name of Object.keys(TEMPLATES) as TemplateName[]) {
    test(`${name} can be issued as it is`, () => {
      const questions = questionSet.parse(questionsFromTemplate(name));
      assert.deepEqual(questionSetProblems(questions), []);
      assert.equal(keysOf(inOrderAsked(questions)), keysOf(questions));
    });
  }

  test('the lines of this consultation stand in the question that offers them', () => {
    const questions = questionsFromTemplate('draft-budget', { question: 'lines', items: ['Panel', 'SECAS'] });
    assert.deepEqual(questions.find(({ key }) => key === 'lines')?.lines, ['Panel', 'SECAS']);
  });
});

describe('what keeps a question set from being issued', () => {
  const cases: { name: string; questions: Question[]; fields: string[] }[] = [
    {
      name: 'nothing: a question of every type',
      questions: [...EVERY_QUESTION, ...FURTHER_QUESTIONS],
      fields: [],
    },
    {
      name: 'a short name used twice',
      questions: [choice, { ...later, key: 'view' }],
      fields: ['key', 'key'],
    },
    {
      name: 'short names whose fields would be one and the same: what was typed in one would be read as the other’s',
      questions: [asked('cost', 'View'), asked('cost-reason', 'View')],
      fields: ['key', 'key'],
    },
    {
      name: 'short names that only begin alike: nothing',
      questions: [asked('cost', 'View'), asked('cost-per-meter', 'View'), asked('cost-reason-why', 'View')],
      fields: [],
    },
    {
      name: 'a short name that is a row of another question',
      questions: [{ ...matrix, key: 'm', rows: [{ key: 'x', text: 'X' }] }, asked('m-x', 'View')],
      fields: ['key', 'key'],
    },
    {
      name: 'a short name like a cell of another question',
      questions: [asked('lines', 'View'), asked('lines-0-0', 'View')],
      fields: ['key', 'key'],
    },
    {
      name: 'a row with a key that is asked beside every question',
      questions: [{ ...matrix, rows: [{ key: 'reason', text: 'Reason' }] }],
      fields: ['rows'],
    },
    { name: 'a short name of the portal’s own', questions: [asked('new', 'View')], fields: ['key'] },
    {
      name: 'two sections that differ in punctuation only',
      questions: [asked('a', 'Costs'), asked('b', 'Costs!')],
      fields: ['section', 'section'],
    },
    { name: 'a choice of one', questions: [{ ...choice, options: ['Yes'] }], fields: ['options'] },
    { name: 'several choices of one', questions: [{ ...several, options: ['Yes'] }], fields: ['options'] },
    {
      name: 'a ranking of one',
      questions: [{ ...several, type: 'ranking', options: ['Yes'] }],
      fields: ['options'],
    },
    { name: 'nothing: a condition on one of several choices', questions: [several, later], fields: [] },
    {
      name: 'a condition on a ranking',
      questions: [{ ...several, type: 'ranking' }, later],
      fields: ['showWhen'],
    },
    {
      name: 'a short name like a box of another question',
      questions: [{ ...several, key: 'q' }, asked('q-choice-2', 'View')],
      fields: ['key'],
    },
    {
      name: 'a short name like a part of a date',
      questions: [{ ...asked('q', 'View'), type: 'date' }, asked('q-month', 'View')],
      fields: ['key', 'key'],
    },
    {
      name: 'the same short names where there is no date: nothing',
      questions: [asked('q', 'View'), asked('q-month', 'View')],
      fields: [],
    },
    { name: 'an option twice', questions: [{ ...choice, options: ['Yes', 'Yes'] }], fields: ['options'] },
    { name: 'rows without columns', questions: [{ ...rows, columns: [] }], fields: ['columns'] },
    { name: 'a matrix without rows', questions: [{ ...matrix, rows: [] }], fields: ['rows'] },
    {
      name: 'a row twice',
      questions: [{ ...matrix, rows: ['a', 'b'].map((key) => ({ key, text: 'Security' })) }],
      fields: ['rows'],
    },
    { name: 'a condition on a later question', questions: [later, choice], fields: ['showWhen'] },
    { name: 'a condition on no question', questions: [later], fields: ['showWhen'] },
    {
      name: 'a condition on text',
      questions: [asked('view', 'View'), later],
      fields: ['showWhen'],
    },
    {
      name: 'a condition on an option that is gone',
      questions: [{ ...choice, options: ['Yes', 'Perhaps'] }, later],
      fields: ['showWhen'],
    },
  ];
  for (const { name, questions, fields } of cases) {
    test(name, () => {
      assert.deepEqual(
        questionSetProblems(questions).map(({ field }) => field),
        fields,
      );
    });
  }
});

describe('the order of the questions', () => {
  const questions = [asked('a', 'One'), asked('b', 'Two'), asked('c', 'One'), asked('d', 'Three')];

  test('those of one section stand together', () => assert.equal(keysOf(inOrderAsked(questions)), 'a c b d'));

  const moves: [key: string, by: -1 | 1, order: string][] = [
    ['a', 1, 'c a b d'],
    ['c', -1, 'c a b d'],
    ['a', -1, 'a c b d'],
    ['c', 1, 'a c b d'],
    ['nobody', 1, 'a c b d'],
  ];
  for (const [key, by, order] of moves) {
    test(`${key} moves ${by === 1 ? 'down' : 'up'} within its section: ${order}`, () => {
      assert.equal(keysOf(moveQuestionIn(questions, key, by)), order);
    });
  }

  test('a section moves as a whole, and stays at the edge', () => {
    assert.equal(keysOf(moveSectionIn(questions, 'one', 1)), 'b a c d');
    assert.equal(keysOf(moveSectionIn(questions, 'three', 1)), 'a c b d');
  });

  test('a section’s address is made of its title', () => {
    assert.deepEqual(
      sectionsOf([asked('a', 'Impact & cost'), asked('b', '???')]).map(({ slug }) => slug),
      ['impact-cost', 'section'],
    );
  });
});

describe('a correction', () => {
  test('puts words right and leaves everything else', () => {
    assert.deepEqual(corrected(choice, { ask: 'Should it be accepted?', help: 'See the annex.' }), {
      question: { ...choice, ask: 'Should it be accepted?', help: 'See the annex.' },
    });
    assert.deepEqual(corrected({ ...choice, help: 'See the annex.' }, { ask: choice.ask }), {
      question: choice,
    });
  });

  test('keeps the keys of a matrix’s rows, and its options', () => {
    const now = corrected(matrix, { ask: matrix.ask, rowTexts: ['Security of all systems', 'Competition'] });
    assert.ok('question' in now);
    assert.deepEqual(now.question.options, matrix.options);
    assert.deepEqual(now.question.rows, [
      { key: 'a', text: 'Security of all systems' },
      { key: 'b', text: 'Competition' },
    ]);
  });

  test('may add lines to comment on', () => {
    const correction = { ask: rows.ask, columns: rows.columns, lines: ['G7.4', 'G7.5', 'G7.6'] };
    const now = corrected(rows, correction);
    assert.deepEqual('question' in now && now.question.lines, ['G7.4', 'G7.5', 'G7.6']);
  });

  const refused: { name: string; question: Question; correction: object; field: string }[] = [
    {
      name: 'drop a column',
      question: rows,
      correction: { columns: ['Clause', 'Comment'] },
      field: 'columns',
    },
    {
      name: 'drop a row',
      question: matrix,
      correction: { rowTexts: ['Security of systems'] },
      field: 'rows',
    },
    {
      name: 'swap rows: what was answered for one would stand for the other',
      question: matrix,
      correction: { rowTexts: ['Effective competition', 'Security of systems'] },
      field: 'rows',
    },
    {
      name: 'swap columns',
      question: rows,
      correction: { columns: ['Comment', 'Clause', 'Proposed drafting'] },
      field: 'columns',
    },
    {
      name: 'say the same in two rows',
      question: matrix,
      correction: { rowTexts: ['Security', 'Security'] },
      field: 'rows',
    },
  ];
  for (const { name, question, correction, field } of refused) {
    test(`cannot ${name}`, () => {
      const now = corrected(question, { ask: question.ask, ...correction });
      assert.equal('field' in now && now.field, field);
    });
  }
});
