import { ASKED } from './given.js';

/** What these tests read of a report in JSON. */
export interface JsonReport {
  responses: {
    reference: string | null;
    name: string;
    kind: string;
    answers: {
      question: string;
      withheld: string | null;
      confidential: boolean;
      parts: {
        part: string;
        line: string;
        row: number | null;
        text: string;
        number: number | null;
        date: string | null;
      }[];
      reasons: string;
      files: { name: string; confidential: boolean }[];
      filesWithheld: number;
    }[];
  }[];
  version: string;
}

const HEADINGS = [
  'Reference', 'Respondent', 'Question number', 'Part', 'Line or row', 'Row of the table', 'Value', 'Reasons',
  'Confidential or withheld',
]; // prettier-ignore

/** The same rows as the table with one for each thing that was said. */
export const longRowsOf = ({ responses, version }: JsonReport): unknown[][] => [
  HEADINGS,
  ...responses.flatMap(({ reference, name, kind, answers }) => {
    const who = [reference ?? '', name];
    const rows = answers.flatMap(
      ({ question, withheld, confidential, parts, reasons, files, filesWithheld }) => {
        const number = ASKED.findIndex(({ key }) => key === question) + 1;
        const left = `${filesWithheld} ${version === 'public' ? 'not published' : 'confidential'}`;
        const mark = withheld ?? (confidential ? 'Confidential' : '');
        const said = [
          ...parts.map(({ part, line, row, text, number: figure, date }) => [
            part,
            line,
            row ?? '',
            String(figure ?? date ?? text),
            mark,
          ]),
          ...files.map((file) => ['File', '', '', file.name, file.confidential ? 'Confidential' : '']),
          ...(filesWithheld > 0 ? [['File', '', '', '', left]] : []),
        ];
        const all = said.length > 0 ? said : [['', '', '', '', mark]];
        return all.map(([part, line, row, value, marked], at) => [
          ...who,
          number,
          part,
          line,
          row,
          value,
          at === 0 ? reasons : '',
          marked,
        ]);
      },
    );
    const whole = kind === 'no comment' ? 'No comment' : 'The response as a whole';
    return rows.length > 0 ? rows : [[...who, '', whole, '', '', '', '', '']];
  }),
];
