import type { AddedParty } from '../consultations/accession/accession.store.js';
import type { PublishedConsultation } from '../consultations/consultations.store.js';
import type { Question } from '../consultations/questions.js';
import type { Instant } from '../db/connection.js';
import type { GrownRoot } from '../proof/root.js';
import type { Version } from './access.rules.js';
import type { Tally } from './counting/tally.rules.js';
import type { Edition } from './editions/editions.store.js';
import type { CoverageTold } from './telling/coverageTold.rules.js';
import type { LineComments } from './telling/lineComments.store.js';
import type { ToldPoint } from './telling/points.rules.js';
import type { CountedAs, ToldLate } from './telling/redaction.rules.js';

/**
 * The one model that the page and every format are written from: all of a report but its responses, which follow one
 * by one (telling/told.ts). Nothing in it may not be read by the reader of its version, and having it proves the right.
 */
export interface Report extends Frame {
  /** as it was frozen; without it: as it is now */
  edition?: Edition;
  /** it is one of several files, each of which tells some of the responses, and all of the rest */
  volume?: Volume;
  /** it is read where everybody reads what is published */
  everybody?: true;
}

/** The responses from a position, counted from 0, to before another. */
export interface Volume {
  number: number;
  of: number;
  from: number;
  to: number;
}

/** What is kept of a report, as JSON, when it is frozen. */
export interface Frame {
  consultation: Reported;
  version: Version;
  /** the last closing instant, extensions included; null: released before the closure */
  closedAt: Instant | null;
  /** those that ask something, in their order */
  questions: Question[];
  /** of the consultation, without those that were replaced, in their order; undefined: frozen before they were kept */
  documents?: ReportedDocument[];
  /** Parties that were added to those asked after publication */
  added: AddedParty[];
  /** the questions about whose answers SECAS has asked something */
  clarified: string[];
  /** SECAS's comments on questions as a whole, by the question's key */
  comments: Record<string, string>;
  /** on clauses and budget lines */
  lineComments: LineComments;
  /** the points raised that have a reply */
  points: ToldPoint[];
  coverage: CoverageTold;
  /** what was not admitted, by arrival; none in public: they do not count */
  late: ToldLate[];
  /** of its tree; none in public */
  roots: GrownRoot[];
  counts: Counts;
  /** of each question */
  tallies: Tally[];
}

/** The consultation, as far as a report tells of it. */
export type Reported = Pick<
  PublishedConsultation,
  'id' | 'reference' | 'title' | 'kind' | 'issuedBy' | 'modification' | 'audience' | 'opensAt' | 'closesAt'
>;

/** A document of the consultation. */
export interface ReportedDocument {
  title: string;
  fileId: string;
}

/** What is counted over all responses. */
export interface Counts {
  /** how many responses count, nil returns too */
  answered: number;
  nilReturns: number;
  /** Parties that the responses speak for, without those of respondents whose name is withheld */
  parties: number;
  /** responses by what they count as: they need not add up */
  by: Record<CountedAs, number>;
}
