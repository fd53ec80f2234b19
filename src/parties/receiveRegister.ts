import { decodeCsv } from '../people/receiveCsv.js';
import { hasHeadings } from './readRegister.js';
import { isWorkbook, readWorkbook } from './workbook/readWorkbook.js';
import type { NotRead, Sheet } from './workbook/sheets.js';

/** The register's text; or the sheets of a workbook among which somebody has to choose; or why there is neither. */
export type Received =
  { csv: string; sheet?: string | undefined } | { choose: Sheet[] } | { problem: string };

/**
 * What an uploaded file holds, as CSV. Of a workbook it is the sheet with the names of the columns; where none has them,
 * the first, so that what is missing is said of something.
 */
export async function receiveRegister(bytes: Buffer, who: string): Promise<Received> {
  if (!isWorkbook(bytes)) return { csv: decodeCsv(bytes) };
  const says = await readWorkbook(bytes, who);
  if ('notRead' in says) return { problem: WHY_NOT[says.notRead] };
  const fitting: Sheet[] = [];
  for (const sheet of says.sheets) if (await hasHeadings(sheet.csv)) fitting.push(sheet);
  if (fitting.length > 1) return { choose: fitting };
  const { name, csv } = fitting[0] ?? says.sheets[0]!;
  return csv === '' ? { problem: `The first sheet, “${name}”, is empty.` } : { csv, sheet: name };
}

const WHY_NOT: Record<NotRead, string> = {
  protected:
    'This workbook is protected by a password or of an older kind (.xls): save it as .xlsx without one.',
  damaged: 'This is no workbook that can be read: save it again as .xlsx, or as CSV.',
  'too much':
    'There is too much in this workbook: keep only the sheet with the register, without what stands far below it or beside it.',
};
