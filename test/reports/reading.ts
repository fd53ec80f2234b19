import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import yauzl from 'yauzl';
import type { Browser } from '../support/browse.js';

/** A download's bytes, whatever its type. */
export async function download(
  browser: Browser,
  url: string,
): Promise<{ status: number; bytes: Buffer; headers: Record<string, string> }> {
  const reply = await browser
    .get(url)
    .buffer(true)
    .parse((res, done) => {
      const pieces: Buffer[] = [];
      res.on('data', (piece: Buffer) => pieces.push(piece));
      res.on('end', () => done(null, Buffer.concat(pieces)));
    });
  return {
    status: reply.status,
    bytes: reply.body as Buffer,
    headers: reply.headers as Record<string, string>,
  };
}

/** The rows of a CSV file under their headings. */
export const readCsv = (bytes: Buffer): Record<string, string>[] =>
  parse(bytes, { bom: true, columns: true }) as Record<string, string>[];

/** The sheets of a workbook by name, as rows of cells. */
export async function readWorkbook(bytes: Buffer): Promise<Record<string, unknown[][]>> {
  const { sheets } = await readXlsx(bytes);
  return Object.fromEntries(sheets.map(({ name, rows }) => [name, rows as unknown[][]]));
}

/** That a workbook which another program has saved has the cells of the one that it read. */
export function assertSameCells(
  again: Record<string, unknown[][]>,
  workbook: Record<string, unknown[][]>,
): void {
  assert.deepEqual(Object.keys(again), Object.keys(workbook));
  for (const [name, rows] of Object.entries(workbook)) {
    for (const [at, row] of rows.entries())
      for (const [column, cell] of row.entries())
        assert.deepEqual(asHeld(again[name]![at]?.[column]), asHeld(cell), `${name} ${at} ${column}`);
  }
}

/**
 * What a cell holds, empty or left out; LibreOffice parts lines that are as long as this in its own way, and escapes two
 * characters that are no character of XML 1.1.
 */
function asHeld(cell: unknown): unknown {
  if (cell instanceof Date) return cell.getTime();
  if (typeof cell !== 'string') return cell ?? '';
  return cell.slice(0, 16_000).replaceAll('_x007F_', '\u007f').replaceAll('_x0085_', '\u0085');
}

/** The files of a ZIP by path. */
export async function unzip(bytes: Buffer): Promise<Record<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(bytes);
  const files: Record<string, Buffer> = {};
  for await (const entry of zip.eachEntry()) {
    files[entry.fileName] = await buffer(await zip.openReadStreamPromise(entry));
  }
  return files;
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
