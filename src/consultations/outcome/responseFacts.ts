import { counted } from '../../counted.js';
import type { Db } from '../../db/connection.js';
import { COUNTED_AS, type CountedAs } from '../../reports/redaction.rules.js';
import type { Report } from '../../reports/report.store.js';
import { startTally, type Tally } from '../../reports/tally.rules.js';
import { toldIn } from '../../reports/told.js';

/**
 * The figures of the public version: nothing in them may not be read by everybody, and what SECAS has redacted is not
 * counted as what it says, which whoever has the published responses could work out.
 */
export interface ResponseFacts {
  responses: number;
  nilReturns: number;
  /** without those of respondents whose name is withheld */
  parties: number;
  /** responses by what they count as: they need not add up */
  by: Record<CountedAs, number>;
  tallies: Tally[];
}

/** Counts one response at a time, however many there are. @param report in the public version */
export async function readResponseFacts(bulk: Db, report: Report): Promise<ResponseFacts> {
  const tally = startTally(report.questions);
  const by = Object.fromEntries(COUNTED_AS.map((one) => [one, 0])) as Record<CountedAs, number>;
  let [responses, nilReturns, parties] = [0, 0, 0];
  for await (const told of toldIn(bulk, report)) {
    tally.add(told);
    if (told.kind === 'nil') nilReturns += 1;
    responses += 1;
    parties += told.parties.length;
    for (const one of told.countedAs) by[one] += 1;
  }
  return { responses, nilReturns, parties, by, tallies: tally.result() };
}

/** The figures as a text to begin “What you said” with, in Markdown. Responses and Parties are counted apart. */
export function factsText(facts: ResponseFacts): string {
  const { responses, nilReturns, parties, by, tallies } = facts;
  if (responses === 0) return 'No responses were received.';
  const nil = nilReturns > 0 ? `, ${nilReturns} of them “no comment”` : '';
  const withheld = by.Withheld > 0 ? ', not counting those of respondents whose name is withheld' : '';
  const categories = COUNTED_AS.filter((one) => by[one] > 0).map((one) => `${WORDS[one] ?? one} ${by[one]}`);
  const choices = tallies.filter(({ question }) =>
    ['single-choice', 'multiple-choice'].includes(question.type),
  );
  return [
    `We received ${counted(responses, 'response')}${nil}. They represent ${counted(parties, 'Party', 'Parties')}${withheld}.`,
    `Responses by category (one counts in each category that it represents): ${categories.join(', ')}.`,
    ...choices.map(choiceText),
  ].join('\n\n');
}

const WORDS: Partial<Record<CountedAs, string>> = {
  'No Party': 'bodies without a Party',
  Withheld: 'name withheld',
};

function choiceText({ question, counts }: Tally): string {
  const said = counts.map(
    ({ label, responses, parties }) =>
      `${plain(label)}: ${counted(responses, 'response')} (${counted(parties, 'Party', 'Parties')})`,
  );
  const several = question.type === 'multiple-choice' ? ' A response may choose several.' : '';
  return `**${plain(question.ask)}** ${said.join('; ')}.${several}`;
}

/** As text in Markdown, whatever stands in it. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`);
