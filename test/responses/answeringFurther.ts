import { paths } from '../../src/paths.js';
import { aConsultation } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { FURTHER_QUESTIONS } from '../support/form.js';
import { db, organisation, party, person } from './answering.js';

/** An empty draft that asks for several choices, a few words, a date, a ranking and a text with a limit, with guidance. */
export async function aFurtherDraft() {
  const consultation = await aConsultation(db, { questions: FURTHER_QUESTIONS });
  return aDraftResponse(db, { consultation, organisation, by: person, parties: [party], answers: {} });
}

export const effects = (id: string) => paths.section({ id, section: 'effects' });

/** As the form sends them. */
export const ANSWERS = {
  'effects-choice-1': 'Billing',
  'effects-choice-3': 'Something else',
  'effects-rationale': 'Both read the same data.',
  which: 'The call centre',
  'from-when-day': '1',
  'from-when-month': 'Nov',
  'from-when-year': '2017',
  'priorities-rank-1': '2',
  'priorities-rank-2': '3',
  'priorities-rank-3': '1',
  'priorities-rationale': 'Security comes first.',
  summary: 'Feasible, with some work.',
};
