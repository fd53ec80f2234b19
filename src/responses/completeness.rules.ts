import type { Problem } from '../errors.js';
import { answerProblems, missingProblems, reasonProblems } from './answers/answerProblems.js';
import { answerTypes, isEmptyAnswer } from './answers/answerTypes.js';
import { askedQuestions } from './answers/showWhen.js';
import type { Frozen } from './freeze.js';
import type { SubmitFacts } from './submit.store.js';

/** All that stands in the way of a submit, each with the field where it is put right; empty: it may be submitted. */
export function submitProblems(draft: SubmitFacts): Problem[] {
  return [
    ...whomProblems(draft),
    ...wholeProblems(draft),
    ...questionProblems(draft),
    ...fileProblems(draft.attachments),
  ];
}

/**
 * What is frozen of the draft: the answers to the questions that are asked, normalised, and the files; nothing that
 * `showWhen` hides, and nothing of a question that was left empty.
 */
export function frozenAnswers(draft: SubmitFacts): Pick<Frozen, 'answers' | 'attachments'> {
  const asked = askedQuestions(draft.issue.questions, draft.answers);
  const answers = asked.flatMap((question) => {
    const answer = draft.answers[question.key];
    if (!answer || isEmptyAnswer(question, answer.value)) return [];
    const value = answerTypes[question.type].freeze(question, answer.value);
    return [
      {
        question,
        value,
        confidential: answer.confidential,
        reason: answer.confidential ? answer.reason.trim() : '',
      },
    ];
  });
  const keys = new Set(asked.map(({ key }) => key));
  const attachments = draft.attachments
    .filter(({ questionKey }) => keys.has(questionKey))
    .map(({ id: _id, scan: _scan, ...file }) => ({
      ...file,
      reason: file.confidential ? file.reason.trim() : '',
    }));
  return { answers, attachments };
}

function whomProblems(draft: SubmitFacts): Problem[] {
  if (draft.parties.length === 0 && !draft.forOrganisation) {
    return [
      {
        field: 'parties',
        text: 'Choose on whose behalf the response is: Parties, or the organisation itself',
      },
    ];
  }
  return draft.parties
    .filter((party) => !party.ours)
    .map(({ name }) => ({
      field: 'parties',
      text: `${name} is not one of the organisation’s Parties now: take it out`,
    }));
}

function wholeProblems(draft: SubmitFacts): Problem[] {
  return [
    ...(draft.confidential
      ? reasonProblems('whole-reason', draft.confidentialReason, 'the whole response')
      : []),
    ...(draft.nameConfidential
      ? reasonProblems('name-reason', draft.nameConfidentialReason, 'the name')
      : []),
  ];
}

function questionProblems(draft: SubmitFacts): Problem[] {
  return askedQuestions(draft.issue.questions, draft.answers).flatMap((question) => {
    const answer = draft.answers[question.key];
    const files = draft.attachments.filter(({ questionKey }) => questionKey === question.key).length;
    return [...missingProblems(question, answer, files), ...answerProblems(question, answer)].map(
      ({ field, text }) => ({
        field,
        text: `${question.ask} – ${text}`,
      }),
    );
  });
}

type GivenFile = Pick<
  SubmitFacts['attachments'][number],
  'name' | 'questionKey' | 'confidential' | 'reason' | 'scan'
>;

/** What is wrong with the files of a draft. */
export function fileProblems(files: GivenFile[]): Problem[] {
  return files.flatMap(({ name, questionKey, confidential, reason, scan }) => [
    ...(scan === 'infected' ? [{ field: questionKey, text: `“${name}” holds a virus: remove it` }] : []),
    ...(confidential && reason.trim() === ''
      ? [{ field: questionKey, text: `Say why “${name}” is confidential` }]
      : []),
  ]);
}
