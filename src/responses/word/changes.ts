import type { Question } from '../../consultations/questions.js';
import type { GivenAnswer } from '../answers/answerProblems.js';
import type { DraftAnswer } from '../drafting/drafts.store.js';
import { changeOf } from './base.rules.js';
import { answerOf, fieldsOf } from './entries.js';
import type { MappedAnswer } from './mapFile.rules.js';

/** One answer that a form would change. */
export interface Proposal {
  question: Question;
  answer: GivenAnswer;
  /** the version in the draft that it would stand in the place of; 0: there is none */
  version: number;
  ticked: boolean;
  /** it was saved after the form was made: by whom and when */
  overtaken?: { by: string; own: boolean; at: string };
}

export interface Proposed {
  proposals: Proposal[];
  /** the form says what it said when it was made, and the draft says something newer: that stays */
  left: string[];
  same: string[];
  /** more than one form on a page can hold: to be brought in after these are saved */
  later: string[];
}

/** What a posted form holds at most (http/forms.ts), with room for its frame. */
const MOST_BYTES = 7_000_000;
const MOST_FIELDS = 4_000;

/**
 * What bringing a form in would change, answer by answer. All are ticked, but those that a colleague saved after the
 * form was made: their answer stays unless somebody chooses otherwise, knowingly.
 */
export function proposalsOf(
  mapped: MappedAnswer[],
  saved: Record<string, DraftAnswer | undefined>,
  viewerId: string,
): Proposed {
  const proposed: Proposed = { proposals: [], left: [], same: [], later: [] };
  const room = { bytes: MOST_BYTES, fields: MOST_FIELDS };
  for (const { question, mark, entry, base } of mapped) {
    const now = saved[question.key];
    const change = changeOf(question, entry, now, base);
    if (change === 'same') proposed.same.push(mark);
    else if (change === 'left') proposed.left.push(mark);
    else {
      const proposal = propose(question, answerOf(question, entry), now, viewerId, change === 'overtaken');
      if (takeRoom(room, proposal)) proposed.proposals.push(proposal);
      else proposed.later.push(mark);
    }
  }
  return proposed;
}

export function propose(
  question: Question,
  answer: GivenAnswer,
  saved: DraftAnswer | undefined,
  viewerId: string,
  overtaken: boolean,
): Proposal {
  const proposal = { question, answer, version: saved?.version ?? 0, ticked: true };
  if (!overtaken || !saved) return proposal;
  const own = saved.savedBy.id === viewerId;
  return { ...proposal, ticked: own, overtaken: { by: saved.savedBy.name, own, at: saved.savedAt } };
}

function takeRoom(room: { bytes: number; fields: number }, { question, answer, version }: Proposal): boolean {
  const fields = Object.entries(fieldsOf(question, answer, version));
  const bytes = new URLSearchParams(fields).toString().length;
  if (bytes > room.bytes || fields.length > room.fields) return false;
  room.bytes -= bytes;
  room.fields -= fields.length;
  return true;
}
