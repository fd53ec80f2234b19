import type { Question } from '../../../consultations/questions.js';
import { saidLines, type SaidLine } from '../../../responses/answers/said.js';
import { lengthOf, partsOf, unitsBefore, wordsOf, type Passage } from './passages.rules.js';

/** A coding as it is marked in the text. */
export interface Mark {
  passage: Passage;
  theme: { name: string; href: string };
}

/** A piece of a line between two ends of passages; all of them together are the line, letter by letter. */
export interface Run {
  text: string;
  /** how many passages it belongs to */
  depth: number;
  /** of the passages that end with it */
  ending: Mark['theme'][];
}

/** A line as views/responses/said.ejs shows it, with its passages. */
export interface MarkedLine extends SaidLine {
  runs: Run[];
  rest?: SaidLine['rest'] & { runs: Run[] };
  /** for the script that reads what is selected: which line it is, and where its folded rest begins in it */
  place: { line: number; rest: number };
}

/** What an answer says, line by line, with the passages that are coded in it; they may overlap. */
export function markedLines(question: Question, value: unknown, marks: Mark[]): MarkedLine[] {
  return laidOut(question, value).map(({ line, parts }, index) => {
    const spans = marks.flatMap(({ passage, theme }) => {
      const part = parts.find((one) => one.part === passage.part);
      if (!part) return [];
      const [from, to] = [unitsBefore(part.text, passage.starts), unitsBefore(part.text, passage.ends)];
      return [{ from: part.at + from, to: part.at + to, theme }];
    });
    const fold = line.text.length;
    const whole = line.text + (line.rest?.text ?? '');
    return {
      ...line,
      runs: runsIn(whole, 0, fold, spans),
      rest: line.rest && { ...line.rest, runs: runsIn(whole, fold, whole.length, spans) },
      place: { line: index, rest: lengthOf(line.text) },
    };
  });
}

/**
 * The passage that was selected on the page.
 * @param place the line, and the code points of it from which and before which
 * @returns undefined when it is not within one part, or other words stand there
 */
export function selectedPassage(
  question: Question,
  value: unknown,
  place: { line: number; starts: number; ends: number },
  words: string,
): Passage | undefined {
  const parts = laidOut(question, value)[place.line]?.parts ?? [];
  for (const { part, before } of parts) {
    const passage = { part, starts: place.starts - before, ends: place.ends - before };
    if (passage.starts < 0 || passage.ends <= passage.starts) continue;
    const found = wordsOf(partsOf(question, value), passage);
    if (found !== undefined && folded(found) === folded(words)) return passage;
  }
  return undefined;
}

const folded = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

interface Laid {
  line: SaidLine;
  /** where in the line, its rest included, the parts stand: in UTF-16 units, and how many code points before it */
  parts: { part: string; text: string; at: number; before: number }[];
}

function laidOut(question: Question, value: unknown): Laid[] {
  const parts = partsOf(question, value);
  return saidLines(question, value).map((line) => {
    const whole = line.text + (line.rest?.text ?? '');
    let cursor = 0;
    const here = parts.flatMap(({ part, text }) => {
      // Rows are shown as `Clause: G7.4`, one below the other, in their order.
      const lead = question.type === 'rows' ? `${question.columns?.[Number(part.split('-')[1])]}: ` : '';
      const found = whole.indexOf(lead + text, cursor);
      const own = question.type === 'rows' ? found >= 0 : whole === text;
      if (!own) return [];
      const at = found + lead.length;
      cursor = at + text.length;
      return [{ part, text, at, before: lengthOf(whole.slice(0, at)) }];
    });
    return { line, parts: here };
  });
}

function runsIn(
  text: string,
  from: number,
  to: number,
  spans: { from: number; to: number; theme: Mark['theme'] }[],
): Run[] {
  const cuts = new Set([from, to]);
  for (const span of spans) {
    for (const cut of [span.from, span.to]) if (cut > from && cut < to) cuts.add(cut);
  }
  const ends = [...cuts].toSorted((one, other) => one - other);
  return ends.slice(0, -1).map((start, index) => {
    const end = ends[index + 1]!;
    return {
      text: text.slice(start, end),
      depth: spans.filter((span) => span.from <= start && span.to >= end).length,
      ending: spans.filter((span) => span.to === end).map(({ theme }) => theme),
    };
  });
}
