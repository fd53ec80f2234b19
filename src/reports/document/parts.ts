import type { threadOnPage } from '../formats/clarificationsShown.js';
import { isOutward, type Version } from '../access.rules.js';
import type { Cell, Column, Part } from './blocks.js';

export const SECAS_COMMENT = 'SECAS comment';

/** The paragraphs that there are. */
export const parts = (...all: [text: string | false | undefined, look: Part['look']][]): Part[] =>
  all.flatMap(([text, look]) => (text ? [{ text, look }] : []));

/** What SECAS asked about an answer and was replied. */
export const threadParts = (thread: ReturnType<typeof threadOnPage>): Part[] =>
  thread
    ? [
        ...thread.said.flatMap(({ title, text, confidential }) =>
          parts([title, 'note'], [confidential && 'Confidential', 'warn'], [text, 'said']),
        ),
        ...parts([thread.placeholder, 'mark']),
      ]
    : [];

/** SECAS has a column to write in, be it empty; in public there is none. @param said what a respondent's column is called */
export const columnsOf = (said: string, version: Version): Column[] =>
  isOutward(version)
    ? [
        { heading: 'Respondent', share: 22 },
        { heading: said, share: 78 },
      ]
    : [
        { heading: 'Respondent', share: 22 },
        { heading: said, share: 53 },
        { heading: SECAS_COMMENT, share: 25 },
      ];

/** A row of such a table, with what SECAS says, and what came of the points that were raised. */
export const withComment = (
  row: Cell[],
  { comment, dispositions }: { comment: string | undefined; dispositions: string[] },
  version: Version,
): Cell[] =>
  isOutward(version)
    ? row
    : [...row, parts([comment, 'said'], ...dispositions.map((text): [string, 'note'] => [text, 'note']))];
