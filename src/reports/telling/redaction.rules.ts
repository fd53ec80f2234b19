import { CATEGORIES } from '../../consultations/consultations.rules.js';
import type { Instant } from '../../db/connection.js';
import type { SubmittedFile } from '../../responses/submissions.store.js';
import type { Outward, Version } from '../access.rules.js';
import type { Transcription } from '../../responses/confirming/confirming.rules.js';
import type { Standing } from '../../responses/submissions.rules.js';
import {
  askedInReplies,
  hasSecret,
  threadsForAll,
  threadsInFull,
  type ToldThread,
} from './clarifications.rules.js';
import type { Answered, NotAdmitted } from './answered.store.js';

/** What stands in the place of something that the reader may not see. */
export const PLACEHOLDER = 'Confidential: in the version for readers of confidential material';

/** What of a response is confidential, where all of it is. */
export const THE_WHOLE = 'The whole response';

/** The five, and the rows of their own (DOMAIN.md, Counting). `Withheld` would give a name away if it were told. */
export const COUNTED_AS = [...CATEGORIES, 'DCC', 'No Party', 'Withheld'] as const;
export type CountedAs = (typeof COUNTED_AS)[number];

/** What is told of a submission: nothing in it may not be read by the reader of that version. */
export interface Told {
  id: string;
  reference: string;
  kind: 'response' | 'nil';
  name: string;
  /** the name is confidential, and so is whatever would give it away: Parties, categories, the time, files */
  nameWithheld: boolean;
  countedAs: CountedAs[];
  parties: { name: string; category: string }[];
  receivedAt: Instant | null;
  /** how it came to count */
  standing: Standing;
  /** what SECAS entered, and whether it is confirmed; null: it came through the form, or that is withheld */
  transcription: Transcription | null;
  /** by the question's key; missing: not answered */
  answers: Record<string, ToldAnswer>;
  files: SubmittedFile[];
  /** files that this reader does not get, by the question's key */
  filesWithheld: Record<string, number>;
  comments: Record<string, string>;
  /** what SECAS asked about its answers and was replied, by the question's key */
  clarifications: Record<string, ToldThread>;
  /**
   * the themes of its answers, by the question's key; missing where there are none, so that what was frozen before
   * themes were told is told as it was
   */
  themes?: Record<string, string[]>;
  /** the digest of the whole record; null when any of it may not be seen */
  digest: string | null;
  /** what was asked to be kept confidential, with the reason; empty in the version for all */
  asked: { what: string; questionKey?: string; reason: string }[];
}

export type ToldAnswer =
  /** `redacted`: by SECAS, and not because the respondent asked for it */
  | { withheld: true; placeholder: string; redacted?: true }
  | { withheld: false; value: unknown; confidential: boolean };

/** A submission as a reader of the report may see it; those for readers outside are told by tellPublic. */
export function tell(answered: Answered, version: Exclude<Version, Outward>): Told {
  return version === 'confidential' ? inFull(answered) : forAll(answered);
}

function inFull(answered: Answered): Told {
  const { confidential: whole } = answered;
  return {
    ...facts(answered),
    answers: mapValues(answered.answers, ({ value, confidential }) => ({
      withheld: false,
      value,
      confidential: whole || confidential,
    })),
    files: answered.files,
    filesWithheld: {},
    comments: mapValues(answered.comments, ({ text }) => text),
    clarifications: threadsInFull(answered),
    ...themesTold(answered, () => true),
    digest: answered.digest,
    asked: [...askedOf(answered), ...askedInReplies(answered)],
  };
}

function forAll(answered: Answered): Told {
  const { nameConfidential } = answered;
  const hidden = (key: string) => answered.confidential || (answered.answers[key]?.confidential ?? false);
  // What is said beside an answer may repeat what a file beside it keeps confidential.
  const beside = (key: string) =>
    nameConfidential ||
    hidden(key) ||
    answered.files.some(({ confidential, questionKey }) => confidential && questionKey === key);
  const mayHave = (file: SubmittedFile) =>
    !nameConfidential && !file.confidential && !hidden(file.questionKey);
  const filesWithheld: Record<string, number> = {};
  for (const file of answered.files) {
    if (!mayHave(file)) filesWithheld[file.questionKey] = (filesWithheld[file.questionKey] ?? 0) + 1;
  }
  const whole = nameConfidential || askedOf(answered).length > 0;
  const saidAfter = (key: string) => hasSecret(answered, key);
  const maySay = (key: string) => !beside(key) && !saidAfter(key);
  return {
    ...facts(answered),
    ...(nameConfidential ? nameless(answered) : {}),
    answers: mapValues(answered.answers, ({ value }, key) =>
      hidden(key)
        ? { withheld: true, placeholder: PLACEHOLDER }
        : { withheld: false, value, confidential: false },
    ),
    files: answered.files.filter(mayHave),
    filesWithheld,
    // What SECAS says beside something confidential may repeat it: of the whole, whatever of it is confidential.
    comments: Object.fromEntries(
      Object.entries(answered.comments).flatMap(([key, { text, confidential }]) =>
        confidential || !maySay(key) || (key === '' && whole) ? [] : [[key, text]],
      ),
    ),
    clarifications: threadsForAll(answered, beside),
    // A theme says of an answer what SECAS makes of it, so it stands where a comment may.
    ...themesTold(answered, maySay),
    digest: whole ? null : answered.digest,
    asked: [],
  };
}

function themesTold({ themes }: Answered, maySay: (key: string) => boolean): Pick<Told, 'themes'> {
  const told = Object.entries(themes).filter(([key]) => maySay(key));
  return told.length > 0 ? { themes: Object.fromEntries(told) } : {};
}

function facts(answered: Answered) {
  const { id, reference, kind, organisation, parties, receivedAt, standing, transcription } = answered;
  const categories = new Set(parties.map((party) => party.category));
  return {
    id,
    reference,
    kind,
    name: organisation,
    nameWithheld: false,
    countedAs: parties.length === 0 ? ['No Party' as const] : COUNTED_AS.filter((one) => categories.has(one)),
    parties,
    receivedAt,
    standing,
    transcription,
  };
}

/** A line of the annex of what was not admitted: nothing in it may not be read by the reader of that version. */
export interface ToldLate {
  name: string;
  reference: string;
  /** null, and the two below too: withheld */
  receivedAt: Instant | null;
  deadline: Instant | null;
  /** one that was in time but met the closure is never called late */
  how: 'Late' | 'In time, met the closure' | null;
  outcome: 'Refused' | 'Not decided yet';
  /** SECAS's reason; '' where there is none, or where it may tell who it was */
  reason: string;
}

/** One that does not count, as the reader of a version may see it: a reason, or a deadline of one's own, can name. */
export function tellLate(late: NotAdmitted, version: Version): ToldLate {
  const { organisation, reference, receivedAt, deadline, standing, refusedBecause } = late;
  const withheld = late.nameConfidential && version !== 'confidential';
  return {
    name: withheld ? nameOf(reference) : organisation,
    reference,
    receivedAt: withheld ? null : receivedAt,
    deadline: withheld ? null : deadline,
    how: withheld ? null : standing === 'after closure' ? 'In time, met the closure' : 'Late',
    outcome: refusedBecause === null ? 'Not decided yet' : 'Refused',
    reason: withheld ? '' : (refusedBecause ?? ''),
  };
}

export const NAMELESS = 'Name withheld';

/** How a respondent stands whose name is withheld. */
export const nameOf = (reference: string): string => `${NAMELESS} (${reference})`;

/** The number of its Parties, or a category with few of them, or the minute of a mail, can name a respondent. */
const nameless = ({ reference }: Answered) => ({
  name: nameOf(reference),
  nameWithheld: true,
  countedAs: ['Withheld' as const],
  parties: [],
  receivedAt: null,
  transcription: null,
});

function askedOf(answered: Answered): Told['asked'] {
  return [
    ...(answered.nameConfidential ? [{ what: 'The name', reason: answered.nameConfidentialReason }] : []),
    ...(answered.confidential ? [{ what: THE_WHOLE, reason: answered.confidentialReason }] : []),
    ...Object.entries(answered.answers)
      .filter(([, answer]) => answer.confidential)
      .map(([questionKey, { reason }]) => ({ what: 'An answer', questionKey, reason })),
    ...answered.files
      .filter((file) => file.confidential)
      .map(({ name, questionKey, reason }) => ({ what: `The file “${name}”`, questionKey, reason })),
  ];
}

const mapValues = <From, To>(
  from: Record<string, From>,
  to: (value: From, key: string) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value, key)]));
