import { buffer } from 'node:stream/consumers';
import { NotReadable, readSheets } from './sheets.js';
import type { WorkbookSays } from './readWorkbook.js';

// The bytes of one workbook come in, its sheets go out. At a limit the system ends the process.
const says = await read(await buffer(process.stdin));
process.stdout.write(JSON.stringify(says), () => process.exit(0));

async function read(bytes: Buffer): Promise<WorkbookSays> {
  try {
    return { sheets: await readSheets(bytes) };
  } catch (error) {
    return { notRead: error instanceof NotReadable ? error.why : 'damaged' };
  }
}
