/** One line of the benchmark's report. */
export interface Figure {
  name: string;
  /** ours */
  value: number;
  unit: string;
  /** the limit in words */
  beside: string;
  /** what the limit reached in the same run; null: the figure stands beside nothing */
  limit: number | null;
  /** ours against the limit, higher is better; null without a limit */
  ratio: number | null;
  /** the ratio to reach, or without a ratio the most that the value may be; null: none is set */
  target: number | null;
}

type Named = Pick<Figure, 'name' | 'unit' | 'beside' | 'target'>;

const ROUNDS = 5;

export interface Turns {
  value: number;
  limit: number;
}

/**
 * Measures ours and the limit in alternation (A, B, A, B …), after one round of each that does not count, so that
 * whatever else the machine does meets both.
 * @returns the medians
 */
export async function inTurns(ours: () => Promise<number>, limit: () => Promise<number>): Promise<Turns> {
  const values: number[] = [];
  const limits: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    values.push(await ours());
    limits.push(await limit());
  }
  return { value: median(values.slice(1)), limit: median(limits.slice(1)) };
}

/** A figure of which more is better. */
export const rateFigure = (named: Named, { value, limit }: Turns): Figure =>
  figure(named, value, limit, value / limit);

/** A figure of which less is better. */
export const durationFigure = (named: Named, { value, limit }: Turns): Figure =>
  figure(named, value, limit, limit / value);

/** A count that may be at most its target. */
export const countFigure = (named: Omit<Named, 'beside'>, value: number): Figure =>
  figure({ ...named, beside: 'nothing: the target is the most that it may be' }, value, null, null);

export const median = (numbers: number[]): number => quantile(numbers, 0.5);

/** The value that a share of the numbers does not exceed. */
export function quantile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? Number.NaN;
}

/** The figures as a table for people. */
export function tableOf(figures: Figure[]): string {
  const heading = ['', 'portal', 'limit', 'ratio', 'target', 'beside'];
  const rows = figures.map(({ name, value, unit, limit, ratio, target, beside }) => [
    name,
    `${value} ${unit}`,
    limit === null ? '' : `${limit} ${unit}`,
    ratio === null ? '' : String(ratio),
    target === null ? '' : `${ratio === null ? '≤' : '≥'} ${target}`,
    beside,
  ]);
  const lines = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function figure(named: Named, value: number, limit: number | null, ratio: number | null): Figure {
  const { name, unit, beside, target } = named;
  return {
    name,
    value: rounded(value),
    unit,
    beside,
    limit: limit && rounded(limit),
    ratio: ratio && rounded(ratio),
    target,
  };
}

const rounded = (number: number): number => Number(number.toPrecision(3));
