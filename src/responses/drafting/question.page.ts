import { Temporal } from 'temporal-polyfill';
import { formatBytes } from '../../attachments/formatBytes.js';
import { hasFields, wordLimitSaid, type Question } from '../../consultations/questions.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { LONGEST_REASON, type GivenAnswer } from '../answers/answerProblems.js';
import { answerTypes } from '../answers/answerTypes.js';
import { chosenOf, notOffered } from '../answers/multipleChoice.js';
import { howToRank } from '../answers/ranking.js';
import { OTHER } from '../answers/rows.js';
import { LONGEST_SHORT_TEXT } from '../answers/shortText.js';
import { shownAnswer } from '../answers/shownAnswer.js';
import { LONGEST_TEXT } from '../answers/textLimit.js';
import { excerpt, type comparerOfPage } from '../comparing/compare.rules.js';
import { saidText } from '../comparing/saidText.js';
import { correctedSince, type LaterIssue } from './correctedSince.rules.js';
import type { Draft, DraftAnswer, DraftContent } from './drafts.store.js';
import { notesOn } from './notes.page.js';
import type { NewNote } from './notes.store.js';
import type { StoredAnswer } from './saving.store.js';

/** An answer as its form has it: from the draft, or as it was just typed. */
export interface EditedAnswer extends GivenAnswer {
  version: number;
}

export interface QuestionContext {
  draft: Draft;
  content: DraftContent;
  asked: boolean;
  viewerId: string;
  /** what is wrong, by the field's name */
  errors: Record<string, string>;
  /** what a colleague saved meanwhile */
  theirs?: StoredAnswer;
  compare: ReturnType<typeof comparerOfPage>;
  /** a note that was typed and not kept */
  note?: NewNote;
}

/** One question to be answered, as views/responses/answers/question.ejs takes it. */
export function questionOnPage(
  question: Question,
  edited: EditedAnswer | undefined,
  context: QuestionContext,
) {
  const { draft, content, errors, theirs } = context;
  const answer = edited ?? content.answers[question.key] ?? untouched(question);
  const { key } = question;
  const value = answerTypes[question.type].read(answer.value);
  return {
    key,
    type: question.type,
    ask: question.ask,
    question,
    hints: hintsOf(question),
    labels: draft.enteredBySecas ? THEIRS : YOURS,
    corrected: correctedOn(question, draft.laterIssues),
    lastChanged: lastChanged(content.answers[key], context.viewerId),
    versions:
      (content.answers[key]?.version ?? 0) > 1
        ? paths.answerVersions({ id: draft.id, question: key })
        : undefined,
    value,
    errors,
    version: answer.version,
    longest: LONGEST_TEXT,
    textData: textData(question),
    choices: choicesOf(question, value),
    other: OTHER,
    saveTo: !hasFields(question) || theirs ? undefined : paths.answer({ id: draft.id, question: key }),
    canClear: !question.required && hasChoice(value),
    onlyWhen: question.showWhen && onlyWhen(question, question.showWhen, draft.questions, context.asked),
    confidential: hasFields(question) ? confidentialBox(key, answer, errors) : undefined,
    notes: notesOn(question, content.notes[key], draft, context.viewerId, context.note),
    conflict: theirs && {
      ...conflictOn(question, answer, theirs, context),
      saveTo: paths.answer({ id: draft.id, question: key }),
    },
    files: content.attachments
      .filter(({ questionKey }) => questionKey === key)
      .map(({ name, bytes, confidential }) => ({
        name,
        note: [formatBytes(bytes), ...(confidential ? ['confidential'] : [])].join(', '),
      })),
  };
}

/** One question with what was answered, for those who can no longer change it. */
export function questionToRead(
  question: Question,
  edited: EditedAnswer | undefined,
  content: DraftContent,
  note?: NewNote,
) {
  const answer = edited ?? content.answers[question.key];
  return {
    ask: question.ask,
    shown: question.type === 'guidance' ? { text: question.help } : shownAnswer(question, answer?.value),
    confidential:
      answer?.confidential && !answerTypes[question.type].isEmpty(answer.value) ? answer.reason : undefined,
    files: content.attachments
      .filter(({ questionKey }) => questionKey === question.key)
      .map(({ name, bytes }) => ({ name, note: formatBytes(bytes) })),
    note: note?.text,
  };
}

/** What SECAS enters is not its own. */
const YOURS = { answer: 'Your answer', reasons: 'Your reasons' };
const THEIRS = { answer: 'The answer', reasons: 'The reasons' };

const untouched = (question: Question): EditedAnswer => ({
  value: undefined,
  confidential: question.confidentialByDefault ?? false,
  reason: '',
  version: 0,
});

const hintsOf = (question: Question): string[] => [
  ...(question.required ? ['An answer is required before you can submit.'] : []),
  ...(question.help ? [question.help] : []),
  ...(question.type === 'multiple-choice' ? ['Choose all that apply.'] : []),
  ...(question.type === 'ranking' ? [`${howToRank(question)}.`] : []),
  ...(question.type === 'date' ? ['For example, 14 2 2017.'] : []),
  ...(wordLimitSaid(question) ? [wordLimitSaid(question)!] : []),
];

/** What is offered; and what was chosen elsewhere and is not, so that it can be seen and taken out. */
const choicesOf = (question: Question, value: unknown): string[] => [
  ...(question.options ?? []),
  ...(question.type === 'multiple-choice' ? notOffered(question, chosenOf(value)) : []),
];

/** What public/responses/counts.js counts by, of texts that are written freely. */
const textData = ({ type, wordLimit }: Question): Record<string, string> => ({
  limit: String(type === 'short-text' ? LONGEST_SHORT_TEXT : LONGEST_TEXT),
  ...((type !== 'short-text' || wordLimit) && { words: '' }),
  ...(wordLimit && { 'word-limit': String(wordLimit) }),
});

const WAS = {
  question: 'It read before',
  help: 'The help read before',
  columns: 'The columns were',
  rows: 'The rows were',
  lines: 'The choices were',
};

/** For those who began to answer before the wording was put right. */
function correctedOn(question: Question, laterIssues: LaterIssue[]) {
  const found = correctedSince(question, laterIssues);
  if (!found) return undefined;
  const title = `SECAS corrected the wording at ${formatMoment(Temporal.Instant.from(found.at))}, after this response was started`;
  return {
    title: found.note ? `${title}: ${found.note}` : title,
    was: found.was.map(({ what, text }) => ({ label: WAS[what], text: text === '' ? '(nothing)' : text })),
  };
}

/** Who saved the answer last, and when. */
function lastChanged(answer: DraftAnswer | undefined, viewerId: string): string | undefined {
  if (!answer) return undefined;
  const who = answer.savedBy.id === viewerId ? 'you' : answer.savedBy.name;
  return `Last changed by ${who} at ${formatMoment(Temporal.Instant.from(answer.savedAt))}`;
}

function hasChoice(value: unknown): boolean {
  const { choice, choices } = value as { choice?: string; choices?: object };
  return Boolean(choice) || Object.keys(choices ?? {}).length > 0;
}

function onlyWhen(
  { type }: Question,
  showWhen: NonNullable<Question['showWhen']>,
  questions: Question[],
  asked: boolean,
) {
  const ask = questions.find(({ key }) => key === showWhen.question)?.ask ?? '';
  const whom = type === 'guidance' ? 'Only for those who' : 'Answer only if you';
  return { ...showWhen, asked, text: `${whom} chose “${showWhen.is}” for “${ask}”` };
}

/** As views/partials/checkboxes.ejs takes it. */
function confidentialBox(key: string, answer: EditedAnswer, errors: Record<string, string>) {
  const reason = `${key}-reason`;
  return {
    name: `${key}-confidential`,
    values: answer.confidential ? ['yes'] : [],
    items: [
      {
        value: 'yes',
        text: 'This answer is confidential',
        reveal: {
          kind: 'textarea',
          name: reason,
          label: 'Why is it confidential?',
          hint: 'Others see in its place that something is withheld. SECAS sees the reason.',
          value: answer.reason,
          error: errors[reason],
          rows: 2,
          data: { limit: String(LONGEST_REASON) },
        },
      },
    ],
  };
}

/** Both answers, what differs between them word by word, and the choice. */
function conflictOn(
  question: Question,
  mine: EditedAnswer,
  theirs: StoredAnswer,
  { viewerId, compare }: QuestionContext,
) {
  const self = theirs.savedBy.id === viewerId;
  const where = self ? 'in the other window' : `by ${theirs.savedBy.name}`;
  const pieces = compare(saidText(question, theirs), saidText(question, mine));
  return {
    theirTitle: `Saved ${where} at ${formatMoment(theirs.savedAt)}`,
    theirs: shownAnswer(question, theirs.value),
    theirConfidential: theirs.confidential ? theirs.reason || 'no reason given yet' : undefined,
    version: theirs.version,
    /** undefined: they have too little in common to be laid over one another */
    differs: pieces.some(({ change }) => change === 'same')
      ? {
          lead: `What is underlined is only in yours, what is struck through only in what was saved ${where}.`,
          pieces: excerpt(pieces),
        }
      : undefined,
    keep: {
      name: `${question.key}-keep`,
      label: 'Which answer should stay?',
      labelSize: 's',
      hint: 'Nothing was written over. To put the two together, change yours above and choose it.',
      data: { apart: '', keep: '' },
      items: [
        {
          value: 'theirs',
          text: self ? 'Keep the one from the other window' : `Keep what ${theirs.savedBy.name} saved`,
        },
        { value: 'mine', text: 'Use mine, as it stands above' },
      ],
    },
  };
}
