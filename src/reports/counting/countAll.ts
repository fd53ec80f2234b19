import type { Question } from '../../consultations/questions.js';
import type { Report } from '../report.js';
import { COUNTED_AS, type Told } from '../telling/redaction.rules.js';
import { noneOf, startTally, type ThemeOfQuestion } from './tally.rules.js';

/** Counts responses as they stream past. @param themes of the questions, where the version has any */
export async function countAll(
  questions: Question[],
  responses: AsyncIterable<Told>,
  themes: ThemeOfQuestion[] = [],
): Promise<Pick<Report, 'counts' | 'tallies'>> {
  const tally = startTally(questions, themes);
  const counts = { answered: 0, nilReturns: 0, parties: 0, by: noneOf(COUNTED_AS) };
  for await (const told of responses) {
    tally.add(told);
    counts.answered += 1;
    if (told.kind === 'nil') counts.nilReturns += 1;
    counts.parties += told.parties.length;
    for (const one of told.countedAs) counts.by[one] += 1;
  }
  return { counts, tallies: tally.result() };
}
