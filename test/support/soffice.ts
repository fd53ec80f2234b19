import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** LibreOffice, to open what the portal writes as people would; undefined where there is none. */
export const findSoffice = (): string | undefined =>
  ['/usr/bin/soffice', '/usr/bin/libreoffice'].find(existsSync);

/** Opens a file in LibreOffice and saves it again. @param name with its ending @param as the ending of what is saved */
export async function savedAgain(soffice: string, name: string, bytes: Buffer, as: string): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'portal-soffice-'));
  try {
    await writeFile(path.join(folder, name), bytes);
    const options = [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      as,
      '--outdir',
      `${folder}/saved`,
    ];
    await promisify(execFile)(soffice, [...options, path.join(folder, name)]);
    return await readFile(path.join(folder, 'saved', `${path.parse(name).name}.${as}`));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
