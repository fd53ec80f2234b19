import { HeightRule, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, WidthType } from 'docx';
import { dropDown, tickBox, type ControlIds } from './controls.js';
import { BOXED, CELL_MARGINS, GREY, LABEL_WIDTH, labelCell, plainCell, WIDTH } from './look.js';
import { WORDS, type FormQuestion } from './wordForm.js';

/** How the table of one question is set. */
interface Setting {
  ids: ControlIds;
  colour: string;
}

const ANSWER_WIDTH = WIDTH - LABEL_WIDTH;
/** An empty cell invites as much as is asked for; it grows. */
const [ONE_LINE, SOME_LINES, MANY_LINES] = [400, 1_000, 1_700];
const FREE_ROWS = 3;
const FEWEST_ROWS = 5;

/** The table of one question: its key in the first cell, the answer beside it, then reasons and confidentiality. */
export function questionTable(question: FormQuestion, setting: Setting): Table {
  const { type } = question;
  if (type === 'rows') return rowsTable(question, setting);
  if (type === 'multiple-choice') return ticksTable(question, setting);
  if (type === 'matrix' || type === 'ranking') return matrixTable(question, setting);
  const key = keyCell(question, setting);
  return table(
    [LABEL_WIDTH, ANSWER_WIDTH],
    [
      row(
        [key, cell(ANSWER_WIDTH, answerLines(question, setting))],
        type === 'long-text' ? MANY_LINES : ONE_LINE,
        type === 'long-text',
      ),
      ...(question.asksReasons ? [reasonsRow(question, 1)] : []),
      ...(type === 'file' ? [] : [confidentialRow(question, setting, 1)]),
    ],
  );
}

function answerLines(question: FormQuestion, { ids }: Setting): Paragraph[] {
  const { mark, type, options, entry, files } = question;
  if (type === 'file') {
    return [WORDS.filesHere, ...files.map((name) => `${WORDS.attached} ${name}`)].map(
      (text) => new Paragraph({ children: [new TextRun({ text, color: GREY })] }),
    );
  }
  if (type !== 'single-choice') return paragraphs(entry.text);
  const control = { tag: `${mark}.choice`, title: `${mark}: your choice`, options, free: false };
  return [new Paragraph({ children: [dropDown(ids, { ...control, chosen: entry.choices[0] ?? '' })] })];
}

/** What is chosen for stands beside the key, each with its own list. */
function matrixTable(question: FormQuestion, setting: Setting): Table {
  const { mark, rows, options, entry } = question;
  const widths = [LABEL_WIDTH, ANSWER_WIDTH - 2_400, 2_400];
  const lines = rows.map((text, index) => {
    const control = {
      tag: `${mark}.${index + 1}`,
      title: `${mark}: ${text.slice(0, 50)}`,
      options,
      free: false,
    };
    const list = dropDown(setting.ids, { ...control, chosen: entry.choices[index] ?? '' });
    return row([
      index === 0 ? keyCell(question, setting) : label(''),
      new TableCell({ ...labelCell(widths[1]!), children: paragraphs(text) }),
      cell(widths[2]!, [new Paragraph({ children: [list] })]),
    ]);
  });
  return table(widths, [
    ...lines,
    ...(question.asksReasons ? [reasonsRow(question, 2)] : []),
    confidentialRow(question, setting, 2),
  ]);
}

/** Each option stands beside the key, with a box of its own. */
function ticksTable(question: FormQuestion, setting: Setting): Table {
  const { mark, options, entry } = question;
  const widths = [LABEL_WIDTH, ANSWER_WIDTH - 900, 900];
  const lines = options.map((option, index) => {
    const control = {
      tag: `${mark}.option${index + 1}`,
      title: `${mark}: ${option.slice(0, 50)}`,
      ticked: entry.choices[index] === option,
    };
    return row([
      index === 0 ? keyCell(question, setting) : label(''),
      new TableCell({ ...labelCell(widths[1]!), children: paragraphs(option) }),
      cell(widths[2]!, [new Paragraph({ children: [tickBox(setting.ids, control, { size: 24 })] })]),
    ]);
  });
  return table(widths, [
    ...lines,
    ...(question.asksReasons ? [reasonsRow(question, 2)] : []),
    confidentialRow(question, setting, 2),
  ]);
}

/** A heading row that is repeated on the next page, plain rows beneath it, and a few empty ones to begin with. */
function rowsTable(question: FormQuestion, setting: Setting): Table {
  const { mark, columns, lines, entry } = question;
  const each = Math.floor(ANSWER_WIDTH / columns.length);
  const narrow = lines.length > 0 && columns.length > 2 ? 2_100 : each;
  const rest = columns.length > 1 ? Math.floor((ANSWER_WIDTH - narrow) / (columns.length - 1)) : 0;
  const widths = columns.map((_, column) => (column === 0 ? narrow : rest));
  const count = Math.max(entry.rows.length + FREE_ROWS, FEWEST_ROWS);
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: [
      keyCell(question, setting),
      ...columns.map(
        (text, column) => new TableCell({ ...labelCell(widths[column]!), children: [bold(text)] }),
      ),
    ],
  });
  const body = Array.from({ length: count }, (_, index) =>
    row(
      [
        label(String(index + 1), index < 2 || index === count - 1),
        ...columns.map((_heading, column) => {
          const text = entry.rows[index]?.[column] ?? '';
          const offered = column === 0 && lines.length > 0 && (text === '' || lines.includes(text));
          if (!offered) return cell(widths[column]!, paragraphs(text));
          const control = {
            tag: `${mark}.line`,
            title: `${mark}: ${columns[0]!.slice(0, 50)}`,
            options: lines,
          };
          const list = dropDown(setting.ids, { ...control, chosen: text, free: true });
          return cell(widths[column]!, [new Paragraph({ children: [list] })]);
        }),
      ],
      ONE_LINE,
    ),
  );
  return table([LABEL_WIDTH, ...widths], [head, ...body, confidentialRow(question, setting, columns.length)]);
}

const reasonsRow = ({ entry }: FormQuestion, span: number): TableRow =>
  row([label(WORDS.reasons), cell(ANSWER_WIDTH, paragraphs(entry.reasons), span)], SOME_LINES, true);

function confidentialRow({ mark, entry }: FormQuestion, { ids }: Setting, span: number): TableRow {
  const control = { tag: `${mark}.confidential`, title: `${mark}: confidential`, ticked: entry.confidential };
  const box = tickBox(ids, control, { size: 20 });
  const words = new TextRun({ text: ` ${WORDS.confidential}`, size: 18, color: GREY });
  return row([
    new TableCell({ ...labelCell(LABEL_WIDTH), children: [new Paragraph({ children: [box, words] })] }),
    cell(ANSWER_WIDTH, paragraphs(entry.reason), span),
  ]);
}

const keyCell = ({ mark }: FormQuestion, { colour }: Setting): TableCell =>
  new TableCell({
    ...labelCell(LABEL_WIDTH),
    children: [
      new Paragraph({
        keepNext: true,
        children: [new TextRun({ text: mark, bold: true, size: 24, color: colour })],
      }),
    ],
  });

/** @param keep with the row that follows: the rows of a short table stay on one page */
const label = (text: string, keep = true): TableCell =>
  new TableCell({
    ...labelCell(LABEL_WIDTH),
    children: [
      new Paragraph({ keepNext: keep, children: text ? [new TextRun({ text, size: 18, color: GREY })] : [] }),
    ],
  });

const cell = (width: number, children: Paragraph[], span = 1): TableCell =>
  new TableCell({ ...plainCell(width, span), children });

const bold = (text: string): Paragraph =>
  new Paragraph({ children: [new TextRun({ text, bold: true, size: 19 })] });

/** A paragraph for each line, so that the text comes back line by line. */
export const paragraphs = (text: string): Paragraph[] =>
  text.split('\n').map((line) => new Paragraph({ children: line ? runsOf(line) : [] }));

/** Tabs have an element of their own. */
const runsOf = (line: string): TextRun[] =>
  line.split('\t').map((text, index) => new TextRun({ children: index > 0 ? ['\t', text] : [text] }));

/** A row is not torn apart by the end of a page, but for those that grow long. */
const row = (children: TableCell[], height = 0, growsLong = false): TableRow =>
  new TableRow({
    children,
    cantSplit: !growsLong,
    ...(height > 0 && { height: { value: height, rule: HeightRule.ATLEAST } }),
  });

const table = (columnWidths: number[], rows: TableRow[]): Table =>
  new Table({
    rows,
    columnWidths,
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: BOXED,
    margins: CELL_MARGINS,
  });
