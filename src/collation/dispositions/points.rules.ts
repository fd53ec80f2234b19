import type { Question } from '../../consultations/questions.js';
import { Invalid } from '../../errors.js';

/** What came of a point, as the field says it. */
export const OUTCOMES = ['accepted', 'accepted in part', 'not accepted', 'noted', 'out of scope'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The longest of each text of a point, in characters: it stands in a cell of the report. */
export const LONGEST_TEXT = 20_000;
export const LONGEST_LINE = 500;

/** How many responses raise a point; those that do not count any more are not among them. */
export interface Raised {
  /** in answers that anybody may read */
  open: number;
  /** in confidence: the response, the answer, a file of it or a clarification is, or was in an earlier version */
  confidential: number;
  /** of all of them, those whose name is confidential */
  nameless: number;
  /** responses that do not count any more */
  gone: number;
}

/** Fewer in confidence are not counted where others read it. */
const FEWEST_IN_CONFIDENCE = 3;

/**
 * How many responses raised a point, as it is told to those who may not see confidential material: those in
 * confidence count from three on, so that a small number gives nobody away (DOMAIN.md, the collated report).
 * @returns null: not told
 */
export function toldCount({ open, confidential }: Pick<Raised, 'open' | 'confidential'>): number | null {
  return open + (confidential >= FEWEST_IN_CONFIDENCE ? confidential : 0) || null;
}

/**
 * Whether SECAS has to say that the text gives nothing away: as soon as one response raised the point in confidence,
 * or without its name, because words of one respondent among many are still its words.
 */
export const isDelicate = ({ confidential, nameless }: Pick<Raised, 'confidential' | 'nameless'>): boolean =>
  confidential + nameless > 0;

export const STATUSES = {
  draft: { text: 'Draft', tone: 'neutral' },
  'for approval': { text: 'For approval', tone: 'accent' },
  returned: { text: 'Returned', tone: 'warn' },
  approved: { text: 'Approved', tone: 'good' },
  ready: { text: 'Ready', tone: 'good' },
  published: { text: 'Published', tone: 'good' },
} as const;
export type PointStatus = keyof typeof STATUSES;

/** What a point's status follows from. */
export interface Standing {
  finished: boolean;
  version: number;
  /** of any version */
  decision: { version: number; approved: boolean } | null;
  /** as it stands in the latest publication; null: it is not in it */
  publishedVersion: number | null;
}

/** Where a point stands. A decision, and a publication, hold for the very version that they were about. */
export function statusOf(point: Standing, approvalWanted: boolean): PointStatus {
  const { finished, version, decision, publishedVersion } = point;
  if (publishedVersion === version) return 'published';
  if (!finished) return 'draft';
  if (!approvalWanted) return 'ready';
  if (decision?.version !== version) return 'for approval';
  return decision.approved ? 'approved' : 'returned';
}

/** Why a point cannot be published; null: it can. */
export function whyNotPublished(
  point: Standing & { discreet: boolean; raised: Raised },
  approvalWanted: boolean,
): string | null {
  const { open, confidential } = point.raised;
  switch (statusOf(point, approvalWanted)) {
    case 'draft':
      return 'It is a draft: write the reply and the outcome, and save it as finished';
    case 'for approval':
      return 'A colleague has to approve it';
    case 'returned':
      return 'A colleague returned it: change it, and have it approved';
    default:
  }
  if (open + confidential === 0) return 'No response that counts raises it any more: add one, or take it out';
  return isDelicate(point.raised) && !point.discreet
    ? 'It was raised in confidence, or by somebody whose name is confidential: say on its page that its text gives nothing away'
    : null;
}

/** A point's text as it was typed. */
export interface TypedPoint {
  line: string;
  summary: string;
  reply: string;
  /** '' when none was chosen */
  outcome: Outcome | '';
  changed: string;
  discreet: boolean;
}

/** A point's text as it is kept. @param finished then the reply and the outcome are needed @throws Invalid */
export function checkedPoint(typed: TypedPoint, finished: boolean) {
  const line = typed.line.replaceAll(/\s+/g, ' ').trim();
  const [summary, reply, changed] = [typed.summary.trim(), typed.reply.trim(), typed.changed.trim()];
  const tooLong = (field: string, text: string) =>
    text.length > LONGEST_TEXT ? [{ field, text: 'Shorten it to 20,000 characters' }] : [];
  const problems = [
    ...(line.length > LONGEST_LINE
      ? [{ field: 'line', text: `Shorten the clause or line to ${LONGEST_LINE} characters` }]
      : []),
    ...(summary === '' ? [{ field: 'summary', text: 'Enter what was said' }] : tooLong('summary', summary)),
    ...(finished && reply === '' ? [{ field: 'reply', text: 'Enter the reply' }] : tooLong('reply', reply)),
    ...(finished && typed.outcome === '' ? [{ field: 'outcome', text: 'Choose the outcome' }] : []),
    ...tooLong('changed', changed),
  ];
  if (problems.length > 0) throw new Invalid(problems);
  return {
    line: line || null,
    summary,
    reply,
    outcome: typed.outcome || null,
    changed,
    discreet: typed.discreet,
    finished,
  };
}
export type CheckedPoint = ReturnType<typeof checkedPoint>;

/** By question, in their order, what is on the whole last; within one by when they were made. */
export function inOrder<One extends { questionKey: string | null }>(
  points: One[],
  questions: Question[],
): One[] {
  const place = ({ questionKey }: One) => {
    const index = questions.findIndex(({ key }) => key === questionKey);
    return index < 0 ? questions.length : index;
  };
  return points.toSorted((one, other) => place(one) - place(other));
}
