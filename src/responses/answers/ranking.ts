import { z } from 'zod';
import type { Question } from '../../consultations/questions.js';
import type { Problem } from '../../errors.js';
import { answerType, type Cell } from './answerType.js';
import { textProblems } from './textLimit.js';

const stored = z
  .object({
    ranks: z.record(z.string(), z.string()).catch({}),
    order: z.array(z.string()).catch([]),
    rationale: z.string().catch(''),
  })
  .catch({ ranks: {}, order: [], rationale: '' });

interface Ranking {
  /** of each option the figure that was chosen; none where none was */
  ranks: Record<string, string>;
  rationale: string;
}

/**
 * A figure for each option, 1 being first, in fields named `KEY-rank-1` in the order of the options, and perhaps why:
 * `KEY-rationale`. All or none are ranked: a mean rank over rankings of different lengths would say nothing. A draft
 * keeps the figures; a submission keeps the options in their order, the first first: `{ order: ['Cost', 'Time'] }`.
 */
export const ranking = answerType<Ranking>({
  read: (value) => {
    const { ranks, order, rationale } = stored.parse(value);
    if (order.length === 0) return { ranks, rationale };
    const places = order.map((option, index) => [option, String(index + 1)]);
    return { ranks: Object.fromEntries(places) as Ranking['ranks'], rationale };
  },
  parse: (posted, question) => ({
    ranks: Object.fromEntries(
      optionsOf(question)
        .map((option, index) => [option, posted.take(fieldOf(question, index))])
        .filter(([, rank]) => rank !== ''),
    ) as Ranking['ranks'],
    rationale: question.rationale ? posted.take(`${question.key}-rationale`) : '',
  }),
  isEmpty: ({ ranks, rationale }) => !isBegun(ranks) && rationale.trim() === '',
  problems: (question, { ranks, rationale }) => [
    ...(isBegun(ranks) ? rankProblems(question, ranks) : []),
    ...textProblems(`${question.key}-rationale`, rationale, question.wordLimit),
  ],
  missing: (question, { ranks }) =>
    isBegun(ranks) ? [] : [{ field: fieldOf(question, 0), text: howToRank(question) }],
  freeze: (question, { ranks, rationale }) => {
    const reasons = rationale.trim();
    if (isBegun(ranks) && rankProblems(question, ranks).length === 0) {
      return { order: inOrder(question, ranks).map(({ option }) => option), rationale: reasons };
    }
    return { ranks, rationale: reasons };
  },
  cells: (question, { ranks, rationale }) => [
    ...optionsOf(question).map((option) => ({ heading: option, ...rankCell(ranks[option]) })),
    ...reasonsOf(question, rationale),
  ],
  said: (question, { ranks, rationale }) => [
    {
      heading: '',
      text: isBegun(ranks)
        ? inOrder(question, ranks)
            .map(({ option, rank }) => (rank ? `${rank}. ${option}` : `${option}: not ranked`))
            .join('\n')
        : '',
    },
    ...reasonsOf(question, rationale),
  ],
});

/** What is asked, in words. */
export const howToRank = (question: Question): string =>
  `Give each a different number: 1 for the first, ${optionsOf(question).length} for the last`;

/** The figures that may be chosen: as many as there are options. */
export const ranksOf = (question: Question): string[] =>
  optionsOf(question).map((_, index) => String(index + 1));

/** The options in the order that was submitted; none where the ranking was not finished. */
export const orderOf = (value: unknown): string[] => stored.parse(value).order;

const optionsOf = ({ options = [] }: Question): string[] => options;

const fieldOf = ({ key }: Question, index: number): string => `${key}-rank-${index + 1}`;

const isBegun = (ranks: Ranking['ranks']): boolean => Object.values(ranks).some((rank) => rank !== '');

/** Each option that has no figure, none that may be, or one that another has before it. */
function rankProblems(question: Question, ranks: Ranking['ranks']): Problem[] {
  const options = optionsOf(question);
  return options.flatMap((option, index) => {
    const rank = ranks[option] ?? '';
    const field = fieldOf(question, index);
    if (rank === '') return [{ field, text: `Give “${option}” a number too: rank all, or none` }];
    if (!ranksOf(question).includes(rank)) {
      return [{ field, text: `Give “${option}” a number from 1 to ${options.length}` }];
    }
    const same = options.slice(0, index).find((other) => ranks[other] === rank);
    return same
      ? [{ field, text: `“${same}” has the number ${rank} already: give “${option}” another one` }]
      : [];
  });
}

/** Those without a figure come last. */
const inOrder = (question: Question, ranks: Ranking['ranks']): { option: string; rank: string }[] =>
  optionsOf(question)
    .map((option) => ({ option, rank: ranks[option] ?? '' }))
    .toSorted((one, other) => (Number(one.rank) || Infinity) - (Number(other.rank) || Infinity) || 0);

const rankCell = (rank = ''): Pick<Cell, 'text' | 'number'> =>
  /^\d{1,2}$/.test(rank) ? { text: rank, number: Number(rank) } : { text: rank };

const reasonsOf = (question: Question, rationale: string): Cell[] =>
  question.rationale ? [{ heading: 'Reasons', text: rationale.trim() }] : [];
