import type { Instant } from '../../db/connection.js';
import type { Answered } from '../../reports/telling/answered.store.js';

/** What a marking stands on: the whole response, the name, one answer or one file. */
export interface Part {
  part: 'whole' | 'name' | 'answer' | 'file';
  questionKey: string | null;
  attachmentId: string | null;
}

export interface Request extends Part {
  id: string;
  reason: string;
  askedAt: Instant;
  askedBy: string;
  /** null: not answered yet */
  answer: { agreed: boolean; by: string; at: Instant; note: string } | null;
}

export interface Lift extends Part {
  id: string;
  note: string;
  liftedAt: Instant;
  liftedBy: string;
  /** it went into something published that does not change */
  published: boolean;
}

/** A marking as it was frozen, and what has become of it. */
export interface Marked extends Part {
  /** `whole`, `name`, `answer:cost`, `file:…`: in forms and addresses */
  key: string;
  /** what it is, for people */
  what: string;
  /** why it was marked */
  reason: string;
  /** the organisation has lifted it, and not taken that back */
  lift: Lift | undefined;
  /** the latest that SECAS asked */
  request: Request | undefined;
  /** nothing of it becomes readable while the whole is confidential, so that is lifted first */
  behindWhole: boolean;
}

export const keyOf = ({ part, questionKey, attachmentId }: Part): string =>
  [part, questionKey ?? attachmentId].filter(Boolean).join(':');

/** What was frozen of a submission. */
export interface FrozenMarkings {
  confidential: boolean;
  confidentialReason: string;
  nameConfidential: boolean;
  nameConfidentialReason: string;
  answers: { question: { key: string; ask: string }; confidential: boolean; reason: string }[];
  attachments: { id: string; name: string; confidential: boolean; reason: string }[];
}

/** Every marking of a submission, the whole and the name first. @param requests the latest last */
export function markedParts(frozen: FrozenMarkings, lifts: Lift[], requests: Request[]): Marked[] {
  const none = { questionKey: null, attachmentId: null };
  const parts: (Part & { what: string; reason: string })[] = [
    ...(frozen.confidential
      ? [{ part: 'whole' as const, ...none, what: 'The whole response', reason: frozen.confidentialReason }]
      : []),
    ...(frozen.nameConfidential
      ? [{ part: 'name' as const, ...none, what: 'The name', reason: frozen.nameConfidentialReason }]
      : []),
    ...frozen.answers
      .filter(({ confidential }) => confidential)
      .map(({ question, reason }) => ({
        part: 'answer' as const,
        questionKey: question.key,
        attachmentId: null,
        what: `The answer to “${question.ask}”`,
        reason,
      })),
    ...frozen.attachments
      .filter(({ confidential }) => confidential)
      .map(({ id, name, reason }) => ({
        part: 'file' as const,
        questionKey: null,
        attachmentId: id,
        what: `The file “${name}”`,
        reason,
      })),
  ];
  const of = <One extends Part>(list: One[], key: string) => list.findLast((one) => keyOf(one) === key);
  const whole = frozen.confidential && !of(lifts, 'whole');
  return parts.map((one) => {
    const key = keyOf(one);
    const inside = one.part === 'answer' || one.part === 'file';
    return {
      ...one,
      key,
      lift: of(lifts, key),
      request: of(requests, key),
      behindWhole: whole && inside,
    };
  });
}

/** SECAS may ask: it is confidential, nothing is to be lifted first, and no answer is waited for. */
export const mayAsk = ({ lift, request, behindWhole }: Marked): boolean =>
  !lift && !behindWhole && (request === undefined || request.answer !== null);

/** A submission as it would be told if a marking were lifted as well. */
export function without(answered: Answered, { part, questionKey, attachmentId }: Part): Answered {
  const { answers, files } = answered;
  switch (part) {
    case 'whole':
      return { ...answered, confidential: false };
    case 'name':
      return { ...answered, nameConfidential: false };
    case 'answer': {
      const answer = answers[questionKey ?? ''];
      if (!answer) return answered;
      return {
        ...answered,
        answers: { ...answers, [questionKey ?? '']: { ...answer, confidential: false } },
      };
    }
    default:
      return {
        ...answered,
        files: files.map((file) => (file.id === attachmentId ? { ...file, confidential: false } : file)),
      };
  }
}
