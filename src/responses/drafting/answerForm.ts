import { z } from 'zod';
import { asksSomething, hasFields, type Question } from '../../consultations/questions.js';
import { BadRequest } from '../../errors.js';
import { answerTypes } from '../answers/answerTypes.js';
import { postedFields, type PostedFields } from '../answers/postedFields.js';
import { addRow, removeRow } from '../answers/rows.js';
import type { NewNote } from './notes.store.js';
import type { AnswerToSave } from './saving.store.js';

/** A form of answers: flat names, one text each. */
export const answerForm = z.record(z.string().max(200), z.string());

export interface PostedAnswer extends AnswerToSave {
  question: Question;
  /** after a conflict: that the colleague's text stays, and what was typed here is dropped */
  keepsTheirs: boolean;
}

export interface PostedForm {
  answers: PostedAnswer[];
  /** for colleagues, typed beside the answers */
  notes: NewNote[];
  action: Action;
  /** the fields from which characters that cannot be stored were left out */
  removed: string[];
}

/** The button that was pressed. */
export type Action =
  | { does: 'continue' | 'later' }
  | { does: 'add files' | 'add row' | 'clear' | 'add note'; question: Question }
  | { does: 'remove note'; question: Question; note: string }
  | { does: 'remove row'; question: Question; row: number };

/**
 * Reads the answers that a form holds: of those questions whose version it carries.
 * @throws BadRequest for a field that no form of these questions has
 */
export function readAnswers(form: Record<string, string>, questions: Question[]): PostedForm {
  const posted = postedFields(form);
  const action = readAction(posted.take('action'), questions);
  const answers = questions
    .filter((question) => hasFields(question) && posted.has(`${question.key}-version`))
    .map((question) => withAction(readAnswer(posted, question), action));
  const notes = questions
    .filter(asksSomething)
    .map(({ key }) => ({ key, text: posted.take(`${key}-note`).trim() }))
    .filter(({ text }) => text !== '');
  if (posted.names().length > 0) throw new BadRequest();
  return { answers, notes, action, removed: posted.removed };
}

function readAnswer(posted: PostedFields, question: Question): PostedAnswer {
  const { key } = question;
  const version = numberIn(posted.take(`${key}-version`));
  const keep = posted.take(`${key}-keep`);
  const theirs = posted.take(`${key}-theirs`);
  return {
    question,
    key,
    version: keep === 'mine' ? numberIn(theirs) : version,
    keepsTheirs: keep === 'theirs',
    confidential: posted.take(`${key}-confidential`) === 'yes',
    reason: posted.take(`${key}-reason`),
    value: answerTypes[question.type].parse(posted, question),
  };
}

function numberIn(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new BadRequest();
  return Number(text);
}

/** `continue`, `add-row:KEY`, `remove-row:KEY:2` … @throws BadRequest for what no button says */
function readAction(text: string, questions: Question[]): Action {
  const [verb, key, row] = text.split(':');
  if (text === '' || text === 'continue') return { does: 'continue' };
  if (text === 'later') return { does: 'later' };
  const question = questions.find((one) => one.key === key);
  if (!question) throw new BadRequest();
  if (verb === 'add-files') return { does: 'add files', question };
  if (verb === 'add-note') return { does: 'add note', question };
  if (verb === 'remove-note') return { does: 'remove note', question, note: row ?? '' };
  if (verb === 'add-row') return { does: 'add row', question };
  if (verb === 'clear') return { does: 'clear', question };
  if (verb === 'remove-row') return { does: 'remove row', question, row: numberIn(row ?? '') };
  throw new BadRequest();
}

/** The answer as it is after a button that changes it. */
function withAction(answer: PostedAnswer, action: Action): PostedAnswer {
  if (!('question' in action) || action.question !== answer.question) return answer;
  if (action.does === 'add row') return { ...answer, value: addRow(answer.question, answer.value) };
  if (action.does === 'remove row') return { ...answer, value: removeRow(answer.value, action.row) };
  if (action.does !== 'clear') return answer;
  const cleared = { ...(answer.value as object), choice: '', choices: {} };
  return { ...answer, value: answerTypes[answer.question.type].read(cleared) };
}
