import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';

const SLICE = 64 * 1024;

/** The text is not CSV. */
export class UnreadableCsv extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The records of a CSV text (RFC 4180, with commas, semicolons or tabs) that are not empty, each with the line that it
 * ends on, counted from 1. Cells are trimmed. Parsed in slices, so that other requests are answered in between.
 * @throws UnreadableCsv
 */
export async function* csvRecords(text: string): AsyncGenerator<{ record: string[]; line: number }> {
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
    max_record_size: 100_000,
  });
  try {
    for await (const { record, info } of Readable.from(slices(text)).pipe(parser) as AsyncIterable<Parsed>) {
      yield { record, line: info.lines };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    throw new UnreadableCsv(
      line,
      'This cannot be read as CSV: a text in quotation marks must end with one, and marks inside it are doubled',
    );
  }
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

async function* slices(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += SLICE) {
    yield bytes.subarray(start, start + SLICE);
    await setImmediate();
  }
}

/** Which of the three separates the column names: spreadsheets write the one of their country. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text.trimStart().slice(0, 2_000))?.[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}
