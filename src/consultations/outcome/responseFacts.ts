import { counted } from '../../counted.js';
import { FEW } from '../../reports/telling/publicVersion.rules.js';
import { COUNTED_AS, type CountedAs } from '../../reports/telling/redaction.rules.js';
import type { Report } from '../../reports/report.js';
import type { Tally } from '../../reports/counting/tally.rules.js';

/**
 * The figures as a text to begin “What you said” with, in Markdown. Responses and Parties are counted apart. It is read
 * also where no responses are published, by people who know who was asked: no small number is told. What SECAS has
 * redacted is not counted as what it says, which whoever has the published responses could work out.
 * @param counted over the public version: nothing in it may not be read by everybody
 */
export function factsText({ counts, tallies }: Pick<Report, 'counts' | 'tallies'>): string {
  const { answered: responses, nilReturns, parties, by } = counts;
  if (responses === 0) return 'No responses were received.';
  const nil = nilReturns > 0 ? `, ${toldOf([nilReturns])[0]} of them “no comment”` : '';
  const withheld = by.Withheld > 0 ? ', not counting those of respondents whose name is withheld' : '';
  const named = COUNTED_AS.filter((one) => by[one] > 0);
  const numbers = toldOf(named.map((one) => by[one]));
  const categories = named.map((one, index) => `${WORDS[one] ?? one} ${numbers[index]}`);
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
  const numbers = toldOf(counts.map(({ responses }) => responses));
  const said = counts.map(({ label, responses, parties }, index) => {
    const told = numbers[index]!;
    // Beside a number that is not told, how many Parties it stands for could tell whose it is.
    if (told !== String(responses)) return `${plain(label)}: ${told} responses`;
    const spokenFor =
      parties > 0 && parties < FEW ? `${FEWER} Parties` : counted(parties, 'Party', 'Parties');
    return `${plain(label)}: ${counted(responses, 'response')} (${spokenFor})`;
  });
  const several = question.type === 'multiple-choice' ? ' A response may choose several.' : '';
  return `**${plain(question.ask)}** ${said.join('; ')}.${several}`;
}

const FEWER = `fewer than ${FEW}`;

/**
 * Numbers of one list as they are told: a small one only as such, and when it is the only small one, the next larger
 * one is not told either, because whoever knows the total could work it out.
 */
export function toldOf(numbers: number[]): string[] {
  const isFew = (number: number) => number > 0 && number < FEW;
  const next = Math.min(...numbers.filter((number) => number >= FEW));
  const hidden = numbers.filter(isFew).length === 1 ? numbers.indexOf(next) : -1;
  return numbers.map((number, index) => {
    if (isFew(number)) return FEWER;
    return index === hidden ? `${FEW} or more` : String(number);
  });
}

/** As text in Markdown, whatever stands in it. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`);
