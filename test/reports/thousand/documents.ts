import type { Question } from '../../../src/consultations/questions.js';
import type { Version } from '../../../src/reports/access.rules.js';
import * as expected from './expected.js';
import { ASKED, type Given } from './given.js';

/** The questions that a document answers in a table of respondents; the others it tells line by line. */
export const IN_A_TABLE = ASKED.filter(({ type }) => type !== 'rows');
export const BY_LINE = ASKED.filter(({ type }) => type === 'rows');

/** The cells of a respondent's row below a question in a document, each in paragraphs; undefined: there is none. */
export function rowIn(one: Given, question: Question, version: Version): string[][] | undefined {
  const answer = expected.answerIn(one, question, version);
  const files = question.type === 'file' ? expected.filesIn(one, version) : { names: [], withheld: 0 };
  const comment = question.key === 'other' ? expected.commentIn(one, version) : '';
  if (!answer && files.names.length + files.withheld === 0 && comment === '') return undefined;
  const late = one.fate === 'admitted' && !expected.isNameless(one, version);
  const said = !answer
    ? []
    : 'placeholder' in answer
      ? [answer.placeholder]
      : [answer.confidential ? 'Confidential' : '', ...expected.paragraphsOf(question, answer.value)];
  const left = version === 'public' ? '1 file not published' : '1 confidential file';
  return [
    [
      expected.nameIn(one, version),
      [...expected.countedAs(one, version), ...(late ? ['Late, admitted'] : [])].join(' · '),
    ],
    [...said, ...files.names.map((name) => `File: ${name}`), files.withheld > 0 ? left : ''],
    ...(version === 'public' ? [] : [[comment]]),
  ].map((paragraphs) => paragraphs.filter((text) => text !== ''));
}

/** What a document says by line of such a question: the line, who, and the other columns. */
export const linesIn = (one: Given, question: Question, version: Version): string[][] => {
  const answer = expected.answerIn(one, question, version);
  if (!answer || 'placeholder' in answer) return [];
  return (answer.value['rows'] as string[][]).map(([line = '', ...cells]) => [
    line,
    expected.nameIn(one, version),
    ...cells,
  ]);
};

/** Text as a document shows it: what XML cannot hold stands as its code. */
export const coded = (text: string): string =>
  text.replaceAll(
    // eslint-disable-next-line no-control-regex
    /[\u0001-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g,
    (found) => `[U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** A table of a Word document: its caption, and its rows below the heading, each cell in paragraphs. */
export interface WordTable {
  caption: string;
  rows: string[][][];
}

/** The tables of a Word document, read from its XML alone. */
export const tablesIn = (documentXml: string): WordTable[] =>
  [...documentXml.matchAll(/<w:tbl>(.*?)<\/w:tbl>/gs)].map(([, table]) => ({
    caption: unescaped(/<w:tblCaption w:val="([^"]*)"/.exec(table!)?.[1] ?? ''),
    rows: [...table!.matchAll(/<w:tr>(.*?)<\/w:tr>/gs)]
      .filter(([, row]) => !row!.includes('<w:tblHeader/>'))
      .map(([, row]) => [...row!.matchAll(/<w:tc>(.*?)<\/w:tc>/gs)].map(([, cell]) => paragraphsIn(cell!))),
  }));

const paragraphsIn = (cell: string): string[] =>
  [...cell.matchAll(/<w:p>(.*?)<\/w:p>/gs)]
    .map(([, paragraph]) => textIn(paragraph!))
    .filter((text) => text !== '');

const textIn = (paragraph: string): string =>
  [...paragraph.matchAll(/<w:t xml:space="preserve">([^<]*)<\/w:t>|<w:(br|tab)\/>/g)]
    .map(([, text, other]) => (other ? (other === 'br' ? '\n' : '\t') : unescaped(text!)))
    .join('');

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:lt|gt|quot|amp);/g, (found) => ENTITIES[found]!);
