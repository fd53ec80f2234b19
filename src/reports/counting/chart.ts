import { scaleLinear } from 'd3-scale';

/** A bar chart drawn as SVG rectangles in per cent of the width, so that its words stay text of a readable size. */
export interface Chart {
  caption: string;
  /** the whole chart in words, for those who do not see it; the table below has the same figures */
  words: string;
  series: { text: string; colour: number }[];
  bars: {
    label: string;
    total: number;
    /** `colour`: of its series; `count`: how many the segment stands for */
    segments: { x: string; width: string; colour: number; says: string; count: number }[];
  }[];
}

/** The colours of the series, as public/styles/_reports.scss has them; after the last the first comes again. */
export const COLOURS = [
  '1F4E79',
  '7FB3D5',
  '3D8F80',
  'C4AB4A',
  'C97B63',
  '7D6B9E',
  '5B6773',
  'AAB4BD',
  '8C5A3C',
  'A3B86C',
];

export interface Bar {
  label: string;
  /** by the name of the series; the bar is as long as they are together, and so is the figure beside it */
  parts: Record<string, number>;
}

/** @returns undefined when there is nothing to draw */
export function chartOf(caption: string, names: readonly string[], bars: Bar[]): Chart | undefined {
  const totals = bars.map(({ parts }) => sum(Object.values(parts)));
  const longest = Math.max(0, ...totals);
  if (longest === 0) return undefined;
  const percent = scaleLinear().domain([0, longest]).range([0, 100]);
  const used = names.filter((name) => bars.some(({ parts }) => (parts[name] ?? 0) > 0));
  // As many as there are colours: then the first comes again.
  const colourOf = (name: string) => names.indexOf(name) % COLOURS.length;
  return {
    caption,
    words: bars.map(({ label }, index) => `${label}: ${totals[index]}`).join('; '),
    series: used.map((text) => ({ text, colour: colourOf(text) })),
    bars: bars.map(({ label, parts }, index) => {
      let start = 0;
      const segments = used.flatMap((name) => {
        const count = parts[name] ?? 0;
        if (count === 0) return [];
        const [x, width] = [percent(start), percent(count)];
        start += count;
        return [
          {
            x: inPercent(x),
            width: inPercent(width),
            colour: colourOf(name),
            says: `${name}: ${count}`,
            count,
          },
        ];
      });
      return { label, total: totals[index]!, segments };
    }),
  };
}

const inPercent = (figure: number): string => `${figure.toFixed(3)}%`;

const sum = (figures: number[]): number => figures.reduce((total, figure) => total + figure, 0);
