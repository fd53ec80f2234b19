import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../db/connection.js';
import type { Question } from '../../consultations/questions.js';
import { missingProblems } from '../answers/answerProblems.js';
import { askedQuestions } from '../answers/showWhen.js';
import { frozenAnswers } from '../completeness.rules.js';
import type { Person } from '../../people/viewer.js';
import type { SubmitFacts } from '../submit.store.js';
import type { ClosingFacts, Instruction } from './instructions.store.js';

/** What is known of a response at closing. */
interface AtClosing extends ClosingFacts {
  /** of the answers that were saved in time; null: none was */
  lastSave: Instant | null;
}

type Plan =
  | {
      draft: SubmitFacts;
      approver: Person | null;
      missing: Question[];
      /** the names of those that are left out because another response speaks for them */
      leftOut: string[];
    }
  /** a sentence; '': it had been submitted as it stood */
  | { whyNot: string };

const NO_REASON = 'No reason had been given when it closed';

/**
 * What an instruction submits of a draft as it was when it closed. Missing answers are marked and stop nothing; Parties
 * that another response speaks for, or that have left the organisation, are left out, and so are infected files; where
 * an approval is required, only what was approved goes.
 */
export function planAtClosing(draft: SubmitFacts, instruction: Instruction, at: AtClosing): Plan {
  const lastChange = latest(at.wholeSavedAt, at.lastSave);
  const isBefore = (one: Instant | null) => one !== null && Temporal.Instant.compare(lastChange, one) <= 0;
  // A save that arrived before a submit may have been stored behind it: the version tells.
  const isSubmitted = draft.submittedVersion !== null && draft.submittedVersion >= at.version;
  if (isSubmitted && isBefore(at.submittedAt)) return { whyNot: '' };

  const { signOff } = draft;
  if (signOff && at.approvedVersion !== at.version) {
    return { whyNot: `${signOff.approver.name} had not approved it as it stood.` };
  }
  const free = withoutTaken(draft, instruction.takeOver);
  if (free.parties.length === 0 && !free.forOrganisation) {
    return { whyNot: 'It spoke for nobody for whom no other response speaks.' };
  }
  const whole = withReasons({
    ...free,
    attachments: draft.attachments.filter(({ scan }) => scan !== 'infected'),
  });
  const { answers, attachments } = frozenAnswers(whole);
  if (answers.length + attachments.length === 0) {
    return { whyNot: 'Nothing had been answered.' };
  }
  return {
    draft: whole,
    approver: signOff?.approver ?? null,
    missing: missingIn(whole),
    leftOut: leftOutBy(draft, instruction),
  };
}

/** The names of those in a draft for whom another response speaks whose place an instruction may not take. */
export function leftOutBy(
  { taken, parties, organisation }: SubmitFacts,
  { takeOver }: Pick<Instruction, 'takeOver'>,
): string[] {
  const nameOf = (partyId: string | null) =>
    partyId === null ? `${organisation.name} itself` : parties.find(({ id }) => id === partyId)?.name;
  return taken
    .filter(({ reference }) => !takeOver.includes(reference))
    .flatMap(({ partyId }) => nameOf(partyId) ?? []);
}

/** The required questions that are asked and not answered. */
export const missingIn = (draft: Pick<SubmitFacts, 'issue' | 'answers' | 'attachments'>): Question[] =>
  askedQuestions(draft.issue.questions, draft.answers).filter((question) => {
    const files = draft.attachments.filter(({ questionKey }) => questionKey === question.key).length;
    return missingProblems(question, draft.answers[question.key], files).length > 0;
  });

/** Without those for whom another response speaks whose place it may not take. */
function withoutTaken(draft: SubmitFacts, takeOver: string[]): SubmitFacts {
  const taken = draft.taken
    .filter(({ reference }) => !takeOver.includes(reference))
    .map(({ partyId }) => partyId);
  return {
    ...draft,
    parties: draft.parties.filter(({ id, ours }) => ours && !taken.includes(id)),
    forOrganisation: draft.forOrganisation && !taken.includes(null),
  };
}

/** What is marked as confidential stays so, with or without a reason. */
function withReasons(draft: SubmitFacts): SubmitFacts {
  const reasoned = <Marked extends { confidential: boolean; reason: string }>(one: Marked): Marked =>
    one.confidential && one.reason.trim() === '' ? { ...one, reason: NO_REASON } : one;
  return {
    ...draft,
    confidentialReason: draft.confidentialReason.trim() || NO_REASON,
    nameConfidentialReason: draft.nameConfidentialReason.trim() || NO_REASON,
    answers: Object.fromEntries(Object.entries(draft.answers).map(([key, one]) => [key, reasoned(one)])),
    attachments: draft.attachments.map(reasoned),
  };
}

/** The later of two instants, of which one may be missing. */
export const latest = (one: Instant, other: Instant | null): Instant =>
  other && Temporal.Instant.compare(other, one) > 0 ? other : one;
