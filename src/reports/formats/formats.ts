import type { Writable } from 'node:stream';
import { z } from 'zod';
import type { Db } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import { numberText } from '../editions/edition.rules.js';
import { MAKES_PDF } from '../../pdf/compiler.js';
import type { Report, Volume } from '../report.js';
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
  /** a file tells at most so many responses: of more there are volumes */
  volume?: number;
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
    volume: 10_000,
  },
  pdf: {
    type: 'application/pdf',
    offer: 'Report to print (PDF)',
    write: writePdf,
    volume: 10_000,
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

/** A report in a format: whole, or a volume of it. */
export interface ReportFile {
  ending: Ending;
  volume?: Volume;
}

/** The files that are made of a report. Of what is not frozen there are no volumes. */
export const filesOf = ({ counts, edition }: Pick<Report, 'counts' | 'edition'>): ReportFile[] =>
  ENDINGS.flatMap((ending) => {
    const { volume = Infinity, here = true }: Format = FORMATS[ending];
    if (!here) return [];
    if (counts.answered <= volume) return [{ ending }];
    return edition ? volumesOf(counts.answered, volume).map((one) => ({ ending, volume: one })) : [];
  });

/** The files that can be had of a report: of an edition those that were made, whatever would be made of it now. */
export function offeredOf(report: Pick<Report, 'counts' | 'edition'>): ReportFile[] {
  const { edition } = report;
  if (!edition) return filesOf(report);
  const whole = ENDINGS.map((ending): ReportFile => ({ ending }));
  const volumes = filesOf(report).filter(({ volume }) => volume);
  return [...whole, ...volumes].filter((file) => edition.files.includes(pathOf(file)));
}

function volumesOf(responses: number, most: number): Volume[] {
  const of = Math.ceil(responses / most);
  return Array.from({ length: of }, (_, index) => ({
    number: index + 1,
    of,
    from: index * most,
    to: Math.min((index + 1) * most, responses),
  }));
}

/** What the file is called in the pack: `report.pdf`, `report-2-of-3.pdf`. */
export const pathOf = ({ ending, volume }: ReportFile): string => `report${volumeIn(volume)}.${ending}`;

/** What the audit trail calls it. */
export const whatOf = ({ ending, volume }: ReportFile): string =>
  volume ? `${ending}, volume ${volume.number}` : ending;

const volumeIn = (volume: Volume | undefined): string => (volume ? `-${volume.number}-of-${volume.of}` : '');

/** What an address says of volumes. */
export const volumeAsked = z.object({ volume: z.coerce.number().int().optional().catch(undefined) });

/**
 * The file that an address names.
 * @param number of a volume, as the address has it; undefined: it names none
 * @throws NotFound for one that there is not
 */
export function fileAsked(report: Report, ending: unknown, number: number | undefined): ReportFile {
  const named = endingOf(ending);
  const file = offeredOf(report).find((one) => one.ending === named && one.volume?.number === number);
  if (!file) throw new NotFound();
  return file;
}

/** @throws NotFound for one that is no format's */
function endingOf(text: unknown): Ending {
  const ending = ENDINGS.find((one) => one === text);
  if (!ending) throw new NotFound();
  return ending;
}

/**
 * What a report is called as a file to be saved: it tells its version and its edition, so that two of them lie beside
 * each other in a folder.
 * @param ending without a dot
 */
export function fileNameOf({ consultation, version, edition, volume }: Report, ending: string): string {
  const published = version === 'public' && edition;
  const what = published ? 'responses' : version === 'all' ? 'report' : `report-${version}`;
  const number = edition ? `-${numberText(edition.number)}` : '';
  return `${consultation.reference}-${what}${number}${volumeIn(volume)}.${ending}`;
}
