import type { Question } from '../../consultations/questions.js';
import { rowsTold } from '../counting/lines.rules.js';
import type { Report } from '../report.js';
import type { ToldPoint } from '../telling/points.rules.js';
import type { Told } from '../telling/redaction.rules.js';

/** What stands beside an answer of the points that it raised. */
export const DISPOSITION = 'Disposition';

type Pointed = Pick<Report, 'points'>;

/** A point that a response raised, by its number in the report, from 1. */
interface Raised {
  number: number;
  point: ToldPoint;
}

/** “Point 2: accepted”; its line too where that is not plain from where it stands. */
const wordsOf = ({ number, point: { line, outcome } }: Raised, withLine = true): string =>
  `Point ${number}${withLine && line !== null ? ` (${line})` : ''}: ${outcome ?? ''}`;

/** What came of the points that a response raises in what it says to a question, or on the whole ('')... */
export const dispositionsOf = (report: Pointed, told: Told, key: string): string[] =>
  raisedIn(report, told, key).map((one) => wordsOf(one));

/** ... and in what it says to one of its lines. */
export const lineDispositionsOf = (report: Pointed, told: Told, key: string, line: string): string[] =>
  raisedIn(report, told, key)
    .filter(({ point }) => point.line === line)
    .map((one) => wordsOf(one, false));

/** ... and, of a question that asks for comments by line, on none of those of which it speaks. */
export function dispositionsBesideLines(report: Pointed, told: Told, question: Question): string[] {
  const raised = raisedIn(report, told, question.key);
  // Most raise none.
  if (raised.length === 0) return [];
  const lines = rowsTold(question, told).map(([line]) => line);
  return raised
    .filter(({ point: { line } }) => line === null || !lines.includes(line))
    .map((one) => wordsOf(one));
}

/** What came of the points on a line, whoever raised them. */
export const dispositionsOn = ({ points }: Pointed, key: string, line: string): string[] =>
  points.flatMap((point, index) =>
    point.questionKey === key && point.line === line ? [wordsOf({ number: index + 1, point }, false)] : [],
  );

/** By their numbers in the report. */
export const pointNumbersOf = (report: Pointed, told: Told, key: string): number[] =>
  raisedIn(report, told, key).map(({ number }) => number);

/** Whether there are points on a question, or on the whole (''), whose reader is told who raised them. */
export const hasDispositions = ({ points }: Pointed, key: string): boolean =>
  points.some((point) => isOn(point, key) && (point.submissions ?? []).length > 0);

const isOn = ({ questionKey }: ToldPoint, key: string): boolean => (questionKey ?? '') === key;

const raisedIn = ({ points }: Pointed, { id }: Told, key: string): Raised[] =>
  (bySubmission(points).get(id) ?? []).filter(({ point }) => isOn(point, key));

/** Asked for answer by answer: gone through once for each report. */
const indexed = new WeakMap<ToldPoint[], Map<string, Raised[]>>();

function bySubmission(points: ToldPoint[]): Map<string, Raised[]> {
  let index = indexed.get(points);
  if (!index) {
    index = new Map();
    for (const [at, point] of points.entries()) {
      for (const id of point.submissions ?? [])
        index.set(id, [...(index.get(id) ?? []), { number: at + 1, point }]);
    }
    indexed.set(points, index);
  }
  return index;
}
