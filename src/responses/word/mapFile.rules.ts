import { asksSomething, type Question } from '../../consultations/questions.js';
import { cleanText } from '../answers/cleanText.js';
import { mapTexts, readBase, type Base } from './base.rules.js';
import { fold, tableEntry, type Leftover } from './tableEntry.rules.js';
import type { WordFile, WordTable } from './wordFile.js';
import { markOf, WORDS, type Entry, type WordForm } from './wordForm.js';

/** What a form says about one question. */
export interface MappedAnswer {
  question: Question;
  mark: string;
  entry: Entry;
  base: Base | undefined;
}

export interface MappedFile {
  answers: MappedAnswer[];
  /** the keys whose tables are not in the file any more */
  missing: string[];
  leftovers: Leftover[];
}

/**
 * Maps a file to the questions by the keys in its tables. A key that stands twice, or whose table holds the controls of
 * another one, is not mapped: nobody could tell which answer was meant.
 * @param before the answers in the draft, by the question's key
 * @param form the form as the portal would make it now, to know what in the file is its own
 */
export function mapFile(
  file: WordFile,
  form: WordForm,
  questions: Question[],
  before: Record<string, Entry>,
  responseId: string,
): MappedFile {
  const ofThis = ['blank', responseId].includes(file.properties[WORDS.response] ?? '');
  const mapped: MappedFile = { answers: [], missing: [], leftovers: [] };
  const asking = questions.filter(asksSomething);
  for (const question of asking) {
    const mark = markOf(questions, question);
    const tables = file.tables.filter((table) => table.mark === mark);
    const [table] = tables;
    if (!table) {
      if (question.type !== 'file') mapped.missing.push(mark);
      continue;
    }
    const why = tables.length > 1 ? `${mark} stands in ${tables.length} tables` : foreignTag(table);
    if (why) {
      mapped.leftovers.push(
        ...tables.map((one) => ({ where: `${why}, so it was not read`, text: textOf(one) })),
      );
      continue;
    }
    const { entry, leftovers } = tableEntry(question, table, before[question.key]!);
    mapped.leftovers.push(...leftovers);
    if (question.type === 'file') continue;
    const base = ofThis ? readBase(file.properties[mark]) : undefined;
    mapped.answers.push({ question, mark, entry: mapTexts(entry, (text) => cleanText(text).text), base });
  }
  const marks = new Set(asking.map((question) => markOf(questions, question)));
  const unknown = file.tables.filter(({ mark }) => !marks.has(mark));
  mapped.leftovers.push(
    ...unknown.map((table) => ({
      where: `${table.mark} is not a question of this form`,
      text: textOf(table),
    })),
    ...outsideOf(file, form),
    ...file.beside.map((text) => ({ where: 'A comment or footnote', text })),
  );
  return mapped;
}

/** Controls that survive say which question they were made for. */
function foreignTag({ mark, tags }: WordTable): string | undefined {
  const other = tags
    .map((tag) => /^(Q\d+)\./.exec(tag)?.[1])
    .find((one) => one !== undefined && one !== mark);
  return other ? `The table marked ${mark} was made for ${other}` : undefined;
}

const textOf = ({ rows }: WordTable): string =>
  rows
    .map((row) => row.map(({ text }) => text.trim()).join('\t'))
    .filter((line) => line.trim())
    .join('\n');

/** What was written beside the tables. */
function outsideOf({ outside }: WordFile, form: WordForm): Leftover[] {
  const ours = new Set(ownTexts(form).map(fold));
  const labels = new Set(
    form.facts.map(({ label }) => label).concat('Response of', 'On behalf of', 'Draft as saved'),
  );
  return outside.flatMap((cells) => {
    if (cells.length > 1 && labels.has(fold(cells[0] ?? ''))) return [];
    const text = cells.filter((cell) => cell && !ours.has(fold(cell.replace(/^\s*[-•] /, '')))).join('\t');
    return text ? [{ where: 'Outside the tables', text }] : [];
  });
}

function ownTexts({ title, caption, guidance, warning = '', sections }: WordForm): string[] {
  return [
    title,
    caption,
    'How to use this form',
    warning,
    ...guidance,
    ...sections.flatMap((section) => [
      section.title,
      ...section.questions.flatMap(({ ask, hints }) => [ask, ...hints]),
    ]),
  ];
}
