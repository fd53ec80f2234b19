import { Temporal } from 'temporal-polyfill';
import { asReference, CATEGORIES, type Kind } from '../consultations.rules.js';

/** What SECAS enters about a consultation. */
export interface Details {
  reference: string;
  title: string;
  kind: Kind;
  issuedBy: string;
  modification: string | null;
  summary: string;
  howToRespond: string;
  audience: string[];
  /** null: opens when it is published */
  opensAt: Temporal.Instant | null;
  /** null: announced without a deadline, and not yet to be published */
  closesAt: Temporal.Instant | null;
}

/** What may be put right at any time: words, not dates, not who is asked. */
export type Wording = Pick<Details, 'title' | 'summary' | 'howToRespond'>;

interface Problem {
  field: string;
  text: string;
}

/** What is wrong with what was entered, field by field, as they stand in the form. */
export function detailsProblems(details: Details): Problem[] {
  const { opensAt, closesAt } = details;
  const found: Problem[] = [];
  const problem = (field: string, text: string) => found.push({ field, text });
  // The portal's own address for making a new one stands where a reference would.
  if (!asReference(details.reference) || asReference(details.reference) === 'NEW') {
    problem('reference', 'Enter a reference of 3 to 40 letters, figures and hyphens, such as SECMP0026-MRC');
  }
  found.push(...wordingProblems(details));
  if (details.issuedBy.trim() === '') problem('issuedBy', 'Enter who issues the consultation');
  if (details.audience.length === 0) problem('audience', 'Choose at least one Party Category');
  if (details.audience.some((one) => !(CATEGORIES as readonly string[]).includes(one))) {
    problem('audience', 'Choose from the five Party Categories');
  }
  if (opensAt && closesAt && Temporal.Instant.compare(opensAt, closesAt) >= 0) {
    problem('closes', 'The deadline must be later than the opening');
  }
  return found;
}

export const wordingProblems = ({ title }: Wording): Problem[] =>
  title.trim() === '' ? [{ field: 'title', text: 'Enter a title' }] : [];

/** The names of the fields that differ, for the record of what was edited. */
export const changedFields = (before: Details, after: Details): (keyof Details)[] =>
  (Object.keys(LABELS) as (keyof Details)[]).filter((name) => String(before[name]) !== String(after[name]));

/** What each field is called on screen. */
export const LABELS: Record<keyof Details, string> = {
  reference: 'Reference',
  title: 'Title',
  kind: 'Kind',
  issuedBy: 'Issued by',
  modification: 'Modification',
  summary: 'What it is about',
  howToRespond: 'How to respond',
  audience: 'Who is asked',
  opensAt: 'Opens',
  closesAt: 'Deadline',
};
