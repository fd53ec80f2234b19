import { AS_A_WHOLE, columnsOf, toldTo, WHO } from '../columns.js';
import type { Report } from '../../report.js';
import type { Told } from '../../telling/redaction.rules.js';
import { tableSheet, type Sheet, type SheetCell } from './sheet.js';

interface Column {
  heading: string;
  width: number;
  cell: (told: Told) => SheetCell;
  internal?: true;
}

/** When it was received as a date to reckon with, before the words. */
const RECEIVED: Column = {
  heading: 'Received (date and time, London)',
  width: 24,
  cell: ({ receivedAt }) => (receivedAt ? { moment: receivedAt } : 'Withheld'),
};

/** Who responded, one row for each. */
export function respondentsSheet({ version }: Report): Sheet {
  const at = WHO.findIndex(({ heading }) => heading.startsWith('Received'));
  return sheetOf(
    'Respondents',
    toldTo(version, [...WHO.slice(0, at), RECEIVED, ...WHO.slice(at), ...AS_A_WHOLE]),
  );
}

/** The respondents by the questions, with all that each said. */
export const responsesSheet = (report: Report): Sheet => sheetOf('Responses', columnsOf(report));

const sheetOf = (name: string, columns: Column[]): Sheet =>
  tableSheet({ name, columns, of: (told) => [columns.map(({ cell }) => cell(told))] });
