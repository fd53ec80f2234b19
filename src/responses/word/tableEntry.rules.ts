import type { Question } from '../../consultations/questions.js';
import { MOST_ROWS } from '../answers/rows.js';
import { gridOf } from './entries.js';
import type { WordCell, WordTable } from './wordFile.js';
import { WORDS, type Entry } from './wordForm.js';

/** What stands in a form and has no place in an answer: shown, so that nobody believes it was taken over. */
export interface Leftover {
  where: string;
  text: string;
}

export interface TableEntry {
  entry: Entry;
  leftovers: Leftover[];
}

/**
 * What the table of a question says, whole cells. Rows are known by the label in their first cell; one without a label
 * goes on with the answer above it.
 * @param before the answer in the draft: what stands where the form says something that cannot be chosen
 */
export function tableEntry(question: Question, table: WordTable, before: Entry): TableEntry {
  const reading: Reading = {
    question,
    mark: table.mark,
    entry: { text: '', choices: [], rows: [], reasons: '', confidential: false, reason: '' },
    leftovers: picturesOf(table),
    before,
    saysWhetherConfidential: false,
  };
  const [first = [], ...others] = table.rows;
  const rest = others.filter((row) => !takeLast(reading, row));
  if (question.type === 'rows') takeRows(reading, rest);
  else if (question.type === 'multiple-choice') takeTicks(reading, [first, ...rest]);
  else if (question.type === 'matrix' || question.type === 'ranking') takeChoices(reading, [first, ...rest]);
  else takeAnswer(reading, first, rest);
  const { entry } = reading;
  // A row that has been lost on the way says nothing: it must not publish what was confidential.
  if (!reading.saysWhetherConfidential) {
    entry.confidential = before.confidential;
    entry.reason = before.reason;
  }
  if (!entry.confidential && entry.reason && entry.reason !== before.reason) entry.confidential = true;
  return {
    entry: { ...entry, reason: entry.confidential ? entry.reason : '' },
    leftovers: reading.leftovers,
  };
}

interface Reading extends TableEntry {
  question: Question;
  mark: string;
  before: Entry;
  /** the row about confidentiality is there */
  saysWhetherConfidential: boolean;
}

const labelOf = (row: WordCell[]): string =>
  row[0]?.column === 0 ? fold(row[0].text).replace(/ ?:$/, '') : '';

/** The texts beside the label, as one. */
const besideLabel = (row: WordCell[]): string =>
  trimEnds(
    row
      .filter(({ column }) => column > 0)
      .map(({ text }) => text)
      .join('\t'),
  );

/** The rows that every type has: why, and whether it is confidential. */
function takeLast(reading: Reading, row: WordCell[]): boolean {
  const { question, entry } = reading;
  const label = labelOf(row);
  if (question.rationale && label === WORDS.reasons) {
    entry.reasons = joined(entry.reasons, besideLabel(row));
    return true;
  }
  const [sign, words] = splitBox(label);
  if (
    question.type === 'file' ||
    !WORDS.confidential.startsWith(words) ||
    words.length < 'Confidential'.length
  )
    return false;
  reading.saysWhetherConfidential = true;
  entry.confidential ||= row[0]?.ticked ?? TICKED.test(sign);
  entry.reason = joined(entry.reason, besideLabel(row));
  return true;
}

/** What somebody without boxes types in the place of one. */
const TICKED = /^[xX]$|^yes$/i;

/** `☒ Confidential, because`, or what somebody without boxes typed in place of it: `X Confidential, because`. */
function splitBox(label: string): [string, string] {
  const at = label.indexOf('Confidential');
  return at < 0 ? ['', ''] : [label.slice(0, at).trim(), label.slice(at)];
}

function takeAnswer(reading: Reading, first: WordCell[], rest: WordCell[][]): void {
  const { question, entry, leftovers, mark } = reading;
  const goesOn = rest.filter((row) => labelOf(row) === '');
  const text = [first, ...goesOn].map(besideLabel).filter(Boolean).join('\n');
  for (const row of rest)
    if (!goesOn.includes(row)) leave(leftovers, mark, row.map((cell) => cell.text).join('\t'));
  if (question.type === 'file') {
    const added = text
      .split('\n')
      .filter((line) => line !== WORDS.filesHere && !line.startsWith(WORDS.attached));
    leave(leftovers, mark, added.join('\n'));
  } else if (question.type === 'single-choice') {
    entry.choices = [choiceIn(reading, text, question.options, mark, reading.before.choices[0])];
  } else entry.text = text;
}

function takeChoices(reading: Reading, rows: WordCell[][]): void {
  const { question, entry, leftovers, mark } = reading;
  const { rows: chosenFor, options } = gridOf(question);
  const asked = chosenFor.map(fold);
  const found = new Map<number, string>();
  for (const row of rows) {
    const label = fold(row.find(({ column }) => column === 1)?.text ?? '');
    const text = row.filter(({ column }) => column > 1).map((cell) => cell.text);
    const index = asked.findIndex((one, at) => one === label && !found.has(at));
    if (index >= 0) found.set(index, text.join('\t'));
    else leave(leftovers, mark, [label, ...text].filter(Boolean).join('\t'));
  }
  entry.choices = asked.map((label, index) => {
    const before = reading.before.choices[index];
    const text = found.get(index);
    return text === undefined
      ? (before ?? '')
      : choiceIn(reading, text, options, `${mark}, ${label}`, before);
  });
}

/** An option is ticked in the box beside it, or by what is typed there; one whose row is gone stays as in the draft. */
function takeTicks({ question, entry, before, leftovers, mark }: Reading, rows: WordCell[][]): void {
  const { options = [] } = question;
  const asked = options.map(fold);
  const found = new Map<number, boolean>();
  for (const row of rows) {
    const label = fold(row.find(({ column }) => column === 1)?.text ?? '');
    const boxes = row.filter(({ column }) => column > 1);
    const typed = fold(boxes.map(({ text }) => text.replaceAll(BOXES, ' ')).join(' '));
    const index = asked.findIndex((one, at) => one === label && !found.has(at));
    if (index >= 0)
      found.set(index, boxes.find(({ ticked }) => ticked !== undefined)?.ticked ?? TICKED.test(typed));
    const rest = TICKED.test(typed) ? '' : typed;
    leave(
      leftovers,
      index >= 0 ? `${mark}, ${label}` : mark,
      index >= 0 ? rest : [label, rest].filter(Boolean).join('\t'),
    );
  }
  entry.choices = [
    ...options.map((option, index) =>
      found.get(index) === undefined ? (before.choices[index] ?? '') : found.get(index) ? option : '',
    ),
    ...before.choices.slice(options.length),
  ];
}

const BOXES = /[☐□☒☑⊠✓✔✗✘🗹🗷]/gu;

/** Beneath the headings, in the order of the document; a number in the first cell is the form's own. */
function takeRows({ question, entry, leftovers, mark }: Reading, rows: WordCell[][]): void {
  const columns = question.columns?.length ?? 0;
  for (const row of rows) {
    const cells = Array.from({ length: columns }, (_, index) => {
      const text = trimEnds(row.find(({ column }) => column === index + 1)?.text ?? '');
      return index === 0 && isPlaceholder(text) ? '' : text;
    });
    const tooFar = row.filter(({ column }) => column > columns).map(({ text }) => text);
    const label = labelOf(row).replace(/^\d*[.)]?$/, '');
    leave(leftovers, mark, [label, ...tooFar].filter(Boolean).join('\t'));
    if (cells.every((text) => text === '')) continue;
    if (entry.rows.length < MOST_ROWS) entry.rows.push(cells);
    else leave(leftovers, `${mark}, after row ${MOST_ROWS}`, cells.join('\t'));
  }
}

/** One of the options, however it is written; anything else is left over, and the draft's choice stays. */
function choiceIn(
  { leftovers }: Reading,
  text: string,
  options: string[] = [],
  where: string,
  before = '',
): string {
  const said = fold(text);
  if (said === '' || isPlaceholder(said)) return '';
  const chosen =
    options.find((option) => fold(option) === said) ??
    options.find((option) => fold(option).toLowerCase() === said.toLowerCase());
  if (chosen !== undefined) return chosen;
  leave(
    leftovers,
    `${where}: this is not one of the options, so the choice stays as it is in the draft`,
    text,
  );
  return before;
}

const picturesOf = ({ rows, mark }: WordTable): Leftover[] => {
  const count = rows.flat().reduce((sum, { pictures }) => sum + pictures, 0);
  if (count === 0) return [];
  const what = count === 1 ? 'A picture or an embedded object' : `${count} pictures or embedded objects`;
  return [{ where: mark, text: `${what}. Add what it shows to your response as a file.` }];
};

function leave(leftovers: Leftover[], where: string, text: string): void {
  if (text.trim()) leftovers.push({ where, text: text.trim() });
}

const isPlaceholder = (text: string): boolean => fold(text) === WORDS.choose;

const joined = (one: string, other: string): string => [one, other].filter(Boolean).join('\n');

/** White space made single: labels and options are compared, whatever a word processor does to blanks. */
export const fold = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Empty paragraphs at the beginning and the end are the form's, not the answer's. */
const trimEnds = (text: string): string => text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
