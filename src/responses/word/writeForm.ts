import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import type { ControlIds } from './controls.js';
import { CELL_MARGINS, FONT, GREY, LABEL_WIDTH, MARGIN, plainCell, RULED, TINT, WIDTH } from './look.js';
import { pinBytes } from './pinBytes.js';
import { paragraphs, questionTable } from './questionTable.js';
import type { FormQuestion, WordForm } from './wordForm.js';

/** A response form as a Word document (.docx). The same form gives the same bytes. Takes its time: see formInThread.ts. */
export async function writeForm(form: WordForm): Promise<Buffer> {
  const ids: ControlIds = { next: 1_000 };
  const document = new Document({
    title: `Response form: ${form.title}`,
    subject: form.caption,
    creator: form.service,
    lastModifiedBy: form.service,
    customProperties: form.properties,
    styles: stylesOf(form),
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1_300, right: MARGIN, bottom: 1_200, left: MARGIN },
          },
        },
        headers: { default: headerOf(form) },
        footers: { default: footerOf(form) },
        children: [
          new Paragraph({ text: form.caption, style: 'Caption' }),
          new Paragraph({ text: form.title, heading: HeadingLevel.TITLE }),
          factsTable(form),
          ...guidanceOf(form),
          ...form.sections.flatMap(({ title, questions }) => [
            new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
            ...questions.flatMap((question) =>
              question.type === 'guidance'
                ? toRead(question)
                : [...asking(question), questionTable(question, { ids, colour: form.colour })],
            ),
          ]),
          new Paragraph({ children: [] }),
        ],
      },
    ],
  });
  return pinBytes(await Packer.toBuffer(document), { madeAt: form.madeAt, identifier: form.reference });
}

/** The question and its hints stay on the page of their table. */
const asking = ({ ask, hints }: FormQuestion): Paragraph[] => [
  new Paragraph({ children: brokenLines(ask), heading: HeadingLevel.HEADING_2 }),
  ...hints.map((hint) => new Paragraph({ children: brokenLines(hint), style: 'Hint', keepNext: true })),
];

/** Guidance: a heading and text, with no table to answer in. */
const toRead = ({ ask, hints }: FormQuestion): Paragraph[] => [
  new Paragraph({ children: brokenLines(ask), heading: HeadingLevel.HEADING_2 }),
  ...hints.map((hint) => new Paragraph({ children: brokenLines(hint), spacing: { after: 120 } })),
];

const brokenLines = (text: string): TextRun[] =>
  text.split('\n').map((line, index) => new TextRun({ text: line, ...(index > 0 && { break: 1 }) }));

const factsTable = ({ facts }: WordForm): Table =>
  new Table({
    columnWidths: [LABEL_WIDTH, WIDTH - LABEL_WIDTH],
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: RULED,
    margins: CELL_MARGINS,
    rows: facts.map(
      ({ label, text, strong }) =>
        new TableRow({
          cantSplit: true,
          children: [
            new TableCell({
              ...plainCell(LABEL_WIDTH),
              children: [new Paragraph({ children: [new TextRun({ text: label, color: GREY })] })],
            }),
            new TableCell({
              ...plainCell(WIDTH - LABEL_WIDTH),
              children: strong
                ? [new Paragraph({ children: [new TextRun({ text, bold: true, size: 24 })] })]
                : paragraphs(text),
            }),
          ],
        }),
    ),
  });

function guidanceOf({ guidance, warning, colour }: WordForm): Paragraph[] {
  const texts = [...(warning ? [warning] : []), ...guidance];
  return [
    new Paragraph({ text: 'How to use this form', heading: HeadingLevel.HEADING_1 }),
    ...texts.map(
      (text, index) =>
        new Paragraph({
          children: [new TextRun({ text, bold: warning !== undefined && index === 0 })],
          spacing: { before: 0, after: index === texts.length - 1 ? 240 : 80 },
          indent: { left: 140, right: 100 },
          shading: { type: ShadingType.CLEAR, color: 'auto', fill: TINT },
          border: {
            top: { style: BorderStyle.SINGLE, size: 4, space: 3, color: TINT },
            bottom: { style: BorderStyle.SINGLE, size: 4, space: 3, color: TINT },
            left: { style: BorderStyle.SINGLE, size: 24, space: 6, color: colour },
          },
        }),
    ),
  ];
}

const headerOf = ({ service, caption }: WordForm): Header =>
  new Header({
    children: [
      new Paragraph({
        style: 'Running',
        tabStops: [{ type: TabStopType.RIGHT, position: WIDTH }],
        children: [
          new TextRun(service),
          new TextRun({ children: ['\t', `Response form · ${caption.split(' · ')[0]}`] }),
        ],
      }),
    ],
  });

const footerOf = ({ reference }: WordForm): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Running',
        tabStops: [{ type: TabStopType.RIGHT, position: WIDTH }],
        children: [
          new TextRun(`Form reference ${reference}`),
          new TextRun({ children: ['\t', 'Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });

function stylesOf({ colour }: WordForm) {
  const run = { font: FONT, size: 21, language: { value: 'en-GB' } };
  const heading = { font: FONT, bold: true };
  return {
    default: {
      document: { run, paragraph: { spacing: { after: 0, line: 264, lineRule: LineRuleType.AUTO } } },
      title: {
        run: { ...heading, size: 40, color: '16202c' },
        paragraph: {
          spacing: { before: 0, after: 240, line: 240, lineRule: LineRuleType.AUTO },
          alignment: AlignmentType.LEFT,
        },
      },
      heading1: {
        run: { ...heading, size: 28, color: colour },
        paragraph: { spacing: { before: 400, after: 120 }, keepNext: true },
      },
      heading2: {
        run: { ...heading, size: 22, color: '16202c' },
        paragraph: { spacing: { before: 300, after: 60 }, keepNext: true },
      },
    },
    paragraphStyles: [
      {
        id: 'Caption',
        name: 'Caption',
        basedOn: 'Normal',
        run: { color: GREY, size: 21 },
        paragraph: { spacing: { after: 40 } },
      },
      {
        id: 'Hint',
        name: 'Hint',
        basedOn: 'Normal',
        run: { color: GREY, size: 19 },
        paragraph: { spacing: { after: 80 }, keepNext: true },
      },
      { id: 'Running', name: 'Running', basedOn: 'Normal', run: { color: GREY, size: 16 } },
    ],
  };
}
