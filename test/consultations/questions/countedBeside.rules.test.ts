import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  COUNTED_BESIDE,
  questionSetProblems,
} from '../../../src/consultations/questions/questionSet.rules.js';
import { FURTHER_QUESTIONS } from '../../support/form.js';

test('an option that the report counts by itself is refused, with what to do', () => {
  const choice = FURTHER_QUESTIONS.find(({ type }) => type === 'multiple-choice')!;
  for (const own of COUNTED_BESIDE) {
    const questions = [{ ...choice, options: ['Yes', ` ${own.toLowerCase()}`] }];
    const [problem, ...more] = questionSetProblems(questions);
    assert.deepEqual([problem?.field, more], ['options', []]);
    assert.match(problem!.text, new RegExp(`“${own}” by itself: call that option something else`));
  }
});
