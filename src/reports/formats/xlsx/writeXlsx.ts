import type { Writable } from 'node:stream';
import type { Db } from '../../../db/connection.js';
import { isOutward } from '../../access.rules.js';
import type { Report } from '../../report.js';
import { toldIn } from '../../telling/told.js';
import { confidentialSheet, notAdmittedSheet, silentSheet } from './annexSheets.js';
import { attachmentsSheet } from './attachmentsSheet.js';
import { clarificationsSheet } from './clarificationsSheet.js';
import { linesSheet } from './linesSheet.js';
import { pointsSheet } from './pointsSheet.js';
import { questionSheet } from './questionSheet.js';
import { respondentsSheet, responsesSheet } from './respondentSheets.js';
import type { Sheet } from './sheet.js';
import { summarySheet } from './summarySheet.js';
import { writeWorkbook } from './workbook.js';

/** Writes the report as a workbook: the counts, who responded, all that was said, and the annexes. */
export async function writeXlsx(bulk: Db, report: Report, out: Writable): Promise<void> {
  const at = report.closedAt ?? report.consultation.closesAt;
  await writeWorkbook(sheetsOf(report), toldIn(bulk, report), at, out);
}

function sheetsOf(report: Report): Sheet[] {
  const { version, questions, clarified, points } = report;
  const has = (type: string) => questions.some((question) => question.type === type);
  return [
    summarySheet(report),
    respondentsSheet(report),
    responsesSheet(report),
    ...questions.map((question, index) => questionSheet(report, question, index + 1)),
    ...(has('rows') ? [linesSheet(report)] : []),
    ...(has('file') ? [attachmentsSheet(report)] : []),
    ...(clarified.length > 0 ? [clarificationsSheet(report)] : []),
    ...(points.length > 0 ? [pointsSheet(report)] : []),
    // Who did not respond, and what was not admitted, is not for everybody.
    ...(isOutward(version) ? [] : [silentSheet(report), notAdmittedSheet(report)]),
    ...(version === 'confidential' ? [confidentialSheet(report)] : []),
  ];
}
