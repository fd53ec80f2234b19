import type { Question } from '../../src/consultations/questions.js';
import type { Given } from './counted.js';

/** What a reader may know of a response: who it is, and which answers. Written down from DOMAIN.md, for tests of counting alone. */
export function seen(one: Given, inFull: boolean) {
  const nameless = one.nameConfidential && !inFull;
  const categories = [...new Set(one.parties.map(({ category }) => category))];
  return {
    parties: nameless ? 0 : one.parties.length,
    countedAs: nameless ? ['Withheld'] : categories.length > 0 ? categories : ['No Party'],
    hides: (key: string) => !inFull && (one.confidential || (one.answers[key]?.confidential ?? false)),
  };
}

/** Under which words an answer counts. */
export function labels(question: Question, one: Given, inFull: boolean): string[] {
  const value = one.answers[question.key]?.value as Record<string, unknown> | undefined;
  if (question.type === 'file') {
    if (one.file === undefined) return ['Not answered'];
    const shown = inFull || (!one.confidential && !one.nameConfidential && !one.file.confidential);
    return [shown ? 'Answered' : 'Confidential'];
  }
  if (!value) return ['Not answered'];
  if (seen(one, inFull).hides(question.key)) return ['Confidential'];
  if (question.type === 'single-choice') return [(value['choice'] as string) || 'Not answered'];
  if (question.type === 'multiple-choice') {
    const chosen = value['chosen'] as string[];
    return chosen.length > 0 ? chosen : ['Not answered'];
  }
  return ['Answered'];
}
