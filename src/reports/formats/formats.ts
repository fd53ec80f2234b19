import type { Writable } from 'node:stream';
import type { Db } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import { MAKES_PDF } from '../../pdf/compiler.js';
import type { Report } from '../report.js';
import { writeDocx } from './docx/writeDocx.js';
import { writeJson } from './json/writeJson.js';
import { writeCsv } from './writeCsv.js';
import { writeLong } from './writeLong.js';
import { writePdf } from './pdf/writePdf.js';
import { writeXlsx } from './xlsx/writeXlsx.js';

/** A form in which a report can be taken away: a writer over the one model. */
export interface Format {
  type: string;
  /** as a page offers it */
  offer: string;
  /** for programs and calculations rather than for reading: offered in a line below the others */
  data?: true;
  /**
   * Writes the report. The same report gives the same bytes, whenever and wherever it is written.
   * @param bulk where its responses are read, page by page
   */
  write: (bulk: Db, report: Report, out: Writable) => Promise<void>;
  /** it is not offered for more responses than this */
  most?: number;
  /** false: this installation cannot write it, and its address says so */
  here?: boolean;
}

/** Every format, by the ending of its file, in the order in which they are offered. */
export const FORMATS = {
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    offer: 'Download the workbook (XLSX)',
    write: writeXlsx,
  },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    offer: 'Word document (DOCX)',
    write: writeDocx,
  },
  pdf: {
    type: 'application/pdf',
    offer: 'Report to print (PDF)',
    write: writePdf,
    here: MAKES_PDF,
  },
  csv: { type: 'text/csv; charset=utf-8', offer: 'responses (CSV)', data: true, write: writeCsv },
  'long.csv': {
    type: 'text/csv; charset=utf-8',
    offer: 'one answer a row (CSV)',
    data: true,
    write: writeLong,
  },
  json: {
    type: 'application/json; charset=utf-8',
    offer: 'the whole report (JSON)',
    data: true,
    write: writeJson,
  },
} satisfies Record<string, Format>;

export type Ending = keyof typeof FORMATS;

export const ENDINGS = Object.keys(FORMATS) as Ending[];

/** The endings under which a page offers a report, and its pack has it. */
export const offeredFor = ({ counts }: Pick<Report, 'counts'>): Ending[] =>
  ENDINGS.filter((ending) => {
    const { most = Infinity, here = true }: Format = FORMATS[ending];
    return here && counts.answered <= most;
  });

/** The ending that an address names. @throws NotFound for one that is no format's */
export function endingOf(text: unknown): Ending {
  const ending = ENDINGS.find((one) => one === text);
  if (!ending) throw new NotFound();
  return ending;
}

/** What a report is called as a file to be saved; it tells its version. @param ending without a dot */
export function fileNameOf({ consultation, version, edition }: Report, ending: string): string {
  const published = version === 'public' && edition;
  const what = published ? 'responses' : version === 'all' ? 'report' : `report-${version}`;
  return `${consultation.reference}-${what}.${ending}`;
}
