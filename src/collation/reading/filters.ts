import { z } from 'zod';
import { CATEGORIES } from '../../consultations/consultations.rules.js';
import { paths } from '../../paths.js';

/** What the list of those that count is narrowed to; '' narrows nothing. All of them hold at once. */
export interface Filters {
  /** of a Party that it speaks for */
  category: string;
  /** a question's key and one of its options, as `view:Approve` */
  answer: string;
  confidential: '' | 'whole' | 'name' | 'some' | 'nothing';
  /** by whom it was marked as read, from the viewer's side */
  read: '' | 'me' | 'not-me' | 'nobody';
  kind: '' | 'response' | 'nil';
  comment: '' | 'with' | 'without';
  /** a thread on one of its answers: waits for the organisation, for SECAS, or stands in whatever state */
  clarification: '' | 'asked' | 'replied' | 'any';
}

/** Shape of a query; what no page of ours asks for narrows nothing. */
export const filtersQuery = z.object({
  category: z.enum(['', ...CATEGORIES, 'DCC']).catch(''),
  answer: z
    .string()
    .max(300)
    .regex(/^([a-z][a-z0-9-]*:[^\0]+)?$/)
    .catch(''),
  confidential: z.enum(['', 'whole', 'name', 'some', 'nothing']).catch(''),
  read: z.enum(['', 'me', 'not-me', 'nobody']).catch(''),
  kind: z.enum(['', 'response', 'nil']).catch(''),
  comment: z.enum(['', 'with', 'without']).catch(''),
  clarification: z.enum(['', 'asked', 'replied', 'any']).catch(''),
});

export const NO_FILTERS: Filters = filtersQuery.parse({});

/** The filters as a query, with what else is asked for: `?category=DCC&page=2`; '' when there is nothing to say. */
export function queryOf(filters: Filters, more: Record<string, string> = {}): string {
  const said = Object.entries({ ...filters, ...more }).filter(([, value]) => value !== '');
  return said.length > 0 ? `?${new URLSearchParams(said).toString()}` : '';
}

export const isFiltered = (filters: Filters): boolean => queryOf(filters) !== '';

/** `view:Approve` → the question's key, and the option */
export function chosenIn(answer: string): { question: string; option: string } {
  const colon = answer.indexOf(':');
  return { question: answer.slice(0, Math.max(colon, 0)), option: answer.slice(colon + 1) };
}

/** A submission's page, from which one goes on within the filters that one came from. */
export const submissionUrl = (reference: string, submission: string, filters: Filters): string =>
  paths.deskSubmission({ reference, submission }) + queryOf(filters);

export const listUrl = (reference: string, filters: Filters, more: Record<string, string> = {}): string =>
  paths.deskResponses({ reference }) + queryOf(filters, more);
