import { capital, counted } from '../../counted.js';
import type { Question } from '../../consultations/questions.js';
import { formatDeadline, formatExact } from '../../londonTime.js';
import { enteredWords } from '../../responses/confirming/confirming.rules.js';
import { receivedWords } from '../../responses/fateWords.js';
import type { ToldPoint } from '../telling/points.rules.js';
import type { Told, ToldLate } from '../telling/redaction.rules.js';
import { NOT_PUBLISHED, ON_TIME } from '../words.js';

/** A cell as views/partials/data-table.ejs takes it; a document has the same from it. */
export type ShownCell =
  | string
  | {
      text?: string;
      lines?: string[];
      /** somebody wrote it: it is kept letter by letter */
      verbatim?: boolean;
      tag?: { text: string; tone: string };
      note?: string | undefined;
    };

/** A table as a page and a document show it: what its columns are called, and what stands in its place without rows. */
export interface ShownTable {
  caption: string;
  columns: string[];
  empty: string;
}

export const RESPONDENTS: ShownTable = {
  caption: 'Respondents',
  columns: ['Respondent', 'Category', 'Parties represented', 'Received'],
  empty: 'There are none.',
};

export const respondentRow = (told: Told): ShownCell[] => [
  told.kind === 'nil'
    ? { text: told.name, tag: { text: 'No comment', tone: 'neutral' } }
    : { text: told.name },
  told.countedAs.join(', '),
  told.nameWithheld ? 'Withheld' : partiesCell(told),
  told.receivedAt
    ? {
        text: receivedWords(told.receivedAt, told.standing),
        note: [
          ON_TIME[told.standing],
          ...(told.transcription ? [enteredWords(told.transcription)] : []),
        ].join(', '),
      }
    : 'Withheld',
];

const partiesCell = ({ parties }: Told): ShownCell =>
  parties.length === 0 ? 'None: it speaks for itself' : { lines: parties.map(({ name }) => name) };

export const NOT_ADMITTED: ShownTable = {
  caption: 'Not admitted',
  columns: ['Respondent', 'Arrived', 'Deadline', 'SECAS'],
  empty: 'There are none.',
};

export const lateRow = ({ name, receivedAt, deadline, how, outcome, reason }: ToldLate): ShownCell[] => [
  name,
  receivedAt ? { text: formatExact(receivedAt), note: how ?? undefined } : 'Withheld',
  deadline ? formatDeadline(deadline) : 'Withheld',
  { text: outcome, note: reason },
];

export const CONFIDENTIAL: ShownTable = {
  caption: 'What is confidential, and why',
  columns: ['Respondent', 'What', 'Reason given'],
  empty: 'Nobody asked for confidentiality.',
};

/** One row for each thing that a response asked to be kept confidential. */
export const askedRows = (questions: Question[], { name, asked }: Told): ShownCell[][] =>
  asked.map(({ what, questionKey, reason }) => [
    name,
    { text: what, note: questions.find(({ key }) => key === questionKey)?.ask },
    { text: reason, verbatim: true },
  ]);

/** The points raised, each with who raised it, the reply and what came of it. */
export const POINTS: ShownTable = {
  caption: 'Points and replies',
  columns: ['What was said', 'Raised by', 'The reply', 'Outcome', 'What changed'],
  empty: 'There are none.',
};

/** @param index of the point in the report, from 0 */
export const pointRow = (point: ToldPoint, index: number): ShownCell[] => [
  {
    text: point.summary,
    verbatim: true,
    note: [`Point ${index + 1}`, point.ask ?? 'On the consultation as a whole', point.line]
      .filter(Boolean)
      .join(' · '),
  },
  {
    lines: point.names,
    note: point.responses === null ? 'Number not told' : counted(point.responses, 'response'),
  },
  { text: point.reply, verbatim: true },
  { text: capital(point.outcome ?? ''), note: point.published ? undefined : NOT_PUBLISHED },
  { text: point.changed, verbatim: true },
];

/** Who did not respond, by category; the version for all counts those whose name is withheld among them. */
export const silentTitle = ({ folded }: { folded: boolean }): string =>
  folded ? 'Did not respond, or the name is withheld' : 'Did not respond';

export const EVERYBODY_RESPONDED = 'Every eligible Party responded.';
