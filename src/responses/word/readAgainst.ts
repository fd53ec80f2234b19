import type { Question } from '../../consultations/questions.js';
import type { DraftAnswer } from '../drafting/drafts.store.js';
import { proposalsOf, type Proposed } from './changes.js';
import { entryOf } from './entries.js';
import { mapFile } from './mapFile.rules.js';
import { Refused } from './openDocx.js';
import { readWordFile } from './readWordFile.js';
import type { Leftover } from './tableEntry.rules.js';
import { whichForm, type Which } from './whichForm.rules.js';
import type { Refusal } from './wordFile.js';
import type { WordForm } from './wordForm.js';

/** The draft that a file is brought into. */
export interface Against {
  responseId: string;
  questions: Question[];
  saved: Record<string, DraftAnswer | undefined>;
  /** the form as it would be made now */
  form: WordForm;
  viewerId: string;
}

/** What a file says against a draft. */
export interface Reading extends Proposed {
  leftovers: Leftover[];
  /** the keys whose tables are not in the file any more */
  missing: string[];
  /** changes are marked in it: they are read as accepted */
  tracked: boolean;
}

export type WrongForm = Exclude<Which, { is: 'this' }>;

/** What is shown of what has no place in an answer. */
const MOST_LEFTOVERS = 300;
const LONGEST_LEFTOVER = 20_000;

/** Reads a file and compares it with a draft, answer by answer. Takes its time: see formInThread.ts. */
export async function readAgainst(
  bytes: Buffer,
  { responseId, questions, saved, form, viewerId }: Against,
): Promise<{ refused: Refusal } | { wrong: WrongForm } | { reading: Reading }> {
  try {
    const file = await readWordFile(bytes);
    const which = whichForm(file, form.reference);
    if (which.is !== 'this') return { wrong: which };
    const before = Object.fromEntries(
      questions.map((question) => [question.key, entryOf(question, saved[question.key])]),
    );
    const { answers, missing, leftovers } = mapFile(file, form, questions, before, responseId);
    const proposed = proposalsOf(answers, saved, viewerId);
    return { reading: { ...proposed, missing, leftovers: shortened(leftovers), tracked: file.tracked } };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.why };
    throw error;
  }
}

/** As much as a page can show, and that it is not all. */
function shortened(leftovers: Leftover[]): Leftover[] {
  const shown = leftovers.slice(0, MOST_LEFTOVERS).map(({ where, text }) => ({
    where,
    text:
      text.length > LONGEST_LEFTOVER
        ? `${text.slice(0, LONGEST_LEFTOVER)} … (the rest is not shown: look into the file)`
        : text,
  }));
  const more = leftovers.length - shown.length;
  return more > 0
    ? [...shown, { where: 'And more', text: `${more} more that are not shown: look into the file.` }]
    : shown;
}
