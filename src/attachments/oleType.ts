import type { AcceptedName } from './acceptedTypes.js';
import type { ReadAt } from './storedBytes.js';

/** What a look inside tells: the type, or the words that follow the file's name in its refusal. */
export type Inside = { is: AcceptedName } | { not: string };

export const DAMAGED = 'is damaged or was cut short: it cannot be opened. Save it again, then add it';
export const WITH_MACROS =
  'contains macros, which the portal does not take. Save it without macros, then add it';
export const PROTECTED =
  'is protected by a password, so nobody could read it. Remove the password, then add it';

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const FAT_SECTORS_IN_HEADER = 109;
/** 1 MB of directory: far more than any document has. */
const MOST_ENTRIES = 8_192;
/** Sector numbers from here on are marks: the end of a chain, a free sector. */
const FIRST_MARK = 0xfffffffa;

/** Whether a compound file is an Outlook item: its properties stand in a stream of this name ([MS-OXMSG] 2.4). */
export async function isOutlookItem(readAt: ReadAt): Promise<boolean> {
  const names = await rootNames(readAt);
  return names?.has('__properties_version1.0') ?? false;
}

/**
 * Tells the old Office formats (.doc, .xls, .ppt) apart by the streams in the root of the compound file
 * ([MS-CFB] 2.2, 2.3, 2.6); what lies deeper are embedded objects.
 */
export async function lookInsideOle(readAt: ReadAt): Promise<Inside> {
  const names = await rootNames(readAt);
  if (!names) return { not: DAMAGED };
  if (names.has('EncryptedPackage')) return { not: PROTECTED };
  if (names.has('Macros') || names.has('_VBA_PROJECT_CUR')) return { not: WITH_MACROS };
  if (names.has('WordDocument')) return { is: 'doc' };
  if (names.has('Workbook') || names.has('Book')) return { is: 'xls' };
  if (names.has('PowerPoint Document')) return { is: 'ppt' };
  return { not: '' };
}

/** The names in the root storage: a red-black tree that hangs on the first entry's child. */
async function rootNames(readAt: ReadAt): Promise<Set<string> | undefined> {
  const directory = await readDirectory(readAt);
  if (!directory || directory.length < ENTRY_BYTES) return undefined;
  const names = new Set<string>();
  const seen = new Set<number>();
  const toVisit = [directory.readUInt32LE(76)];
  for (let id = toVisit.pop(); id !== undefined; id = toVisit.pop()) {
    const at = id * ENTRY_BYTES;
    if (seen.has(id) || at + ENTRY_BYTES > directory.length) continue;
    seen.add(id);
    const length = Math.min(directory.readUInt16LE(at + 64), 64);
    names.add(directory.toString('utf16le', at, at + Math.max(length - 2, 0)));
    toVisit.push(directory.readUInt32LE(at + 68), directory.readUInt32LE(at + 72));
  }
  return names;
}

/** The directory's sectors, in the order of their chain; undefined when the chain leads nowhere. */
async function readDirectory(readAt: ReadAt): Promise<Buffer | undefined> {
  const header = await readAt(0, HEADER_BYTES);
  if (header.length < HEADER_BYTES) return undefined;
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return undefined;
  const sectorBytes = 1 << shift;
  const readSector = (sector: number) => readAt((sector + 1) * sectorBytes, sectorBytes);
  const numbersInSector = sectorBytes / 4;

  const sectors: Buffer[] = [];
  for (let sector = header.readUInt32LE(48); sector < FIRST_MARK;) {
    const bytes = await readSector(sector);
    if (bytes.length < ENTRY_BYTES || sectors.length * sectorBytes >= MOST_ENTRIES * ENTRY_BYTES)
      return undefined;
    sectors.push(bytes);
    const fat = await fatSector(header, Math.floor(sector / numbersInSector), readSector, numbersInSector);
    const next = (sector % numbersInSector) * 4;
    if (fat === undefined || fat.length < next + 4) return undefined;
    sector = fat.readUInt32LE(next);
  }
  return Buffer.concat(sectors);
}

/** The n-th sector of the allocation table: the first 109 stand in the header, the rest in a chain of their own. */
async function fatSector(
  header: Buffer,
  n: number,
  readSector: (sector: number) => Promise<Buffer>,
  numbersInSector: number,
): Promise<Buffer | undefined> {
  if (n < FAT_SECTORS_IN_HEADER) return readSector(header.readUInt32LE(76 + n * 4));
  const inEach = numbersInSector - 1;
  const beyond = n - FAT_SECTORS_IN_HEADER;
  let sector = header.readUInt32LE(68);
  for (let hops = Math.floor(beyond / inEach); ; hops -= 1) {
    const table = sector < FIRST_MARK ? await readSector(sector) : undefined;
    if (!table || table.length < numbersInSector * 4) return undefined;
    if (hops === 0) return readSector(table.readUInt32LE((beyond % inEach) * 4));
    sector = table.readUInt32LE(inEach * 4);
  }
}
