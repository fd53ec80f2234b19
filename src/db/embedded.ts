import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { binariesFor, type Binaries } from './embedded/binaries.js';
import { withLock } from './embedded/lock.js';
import { choosePlace, type Place } from './embedded/place.js';
import { ensurePortalDatabase, findRunning, runInitdb, spawnServer } from './embedded/postgres.js';
import { watch } from './embedded/watchdog.js';

export interface EmbeddedPostgres {
  url: string;
  /** Gives the server up; it stops when nobody else uses it. */
  stop(): Promise<void>;
}

/**
 * A real Postgres of this machine alone, under `dataDir`, for trying the portal out and for its tests. Several
 * processes may ask for the same one at once: the first starts it, the others use it, and it stops when the last one
 * has stopped or died. Its data belong to the major version that made them.
 * @returns the URL of its database `portal`, on loopback with a password kept beside the data
 * @throws Error that says what to do: where there are no binaries, or the data are another version's
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const place = await choosePlace(path.resolve(dataDir, 'postgres'));
  const watchdog = watch(place);
  try {
    const url = await withLock(place.folder, () => start(place));
    return { url, stop: () => watchdog.end() };
  } catch (error) {
    await watchdog.end();
    throw error;
  }
}

async function start(place: Place): Promise<string> {
  const binaries = await binariesFor(place);
  const cluster = path.join(place.folder, 'cluster');
  if (!existsSync(cluster)) await makeCluster(place, binaries, cluster);
  removeUnfinished(place);
  refuseOtherVersion(cluster, binaries);
  const url = (database: string, port: number) =>
    `postgres://portal:${readPassword(place)}@127.0.0.1:${port}/${database}`;
  const port =
    (await findRunning(place, (found) => url('postgres', found))) ??
    (await spawnServer(place, binaries, cluster, (free) => url('postgres', free)));
  await ensurePortalDatabase(url('postgres', port));
  return url('portal', port);
}

/** Made beside and then renamed: a first start that is killed leaves nothing that looks like a cluster. */
async function makeCluster(place: Place, binaries: Binaries, cluster: string): Promise<void> {
  const making = `${cluster}.new-${process.pid}-${randomBytes(3).toString('hex')}`;
  mkdirSync(making, { mode: 0o700 });
  if (place.user) chownSync(making, place.user.uid, place.user.gid);
  writePassword(place);
  await runInitdb(place, binaries, making, passwordFile(place));
  renameSync(making, cluster);
}

/** What a first start left that was killed. Its initdb may still be writing there: then the next start removes it. */
function removeUnfinished({ folder }: Place): void {
  for (const left of readdirSync(folder).filter((name) => name.startsWith('cluster.new-'))) {
    try {
      rmSync(path.join(folder, left), { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}

function refuseOtherVersion(cluster: string, { major }: Binaries): void {
  const found = readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (found === major) return;
  throw new Error(
    `The data in ${cluster} belong to PostgreSQL ${found}, and this release of the portal brings ${major}. ` +
      `Set DATABASE_URL to a server that has them, or move the folder away to begin afresh.`,
  );
}

const passwordFile = (place: Place): string => path.join(place.folder, 'password');

const readPassword = (place: Place): string => readFileSync(passwordFile(place), 'utf8').trim();

function writePassword(place: Place): void {
  const file = passwordFile(place);
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  chmodSync(file, 0o600);
  if (place.user) chownSync(file, place.user.uid, place.user.gid);
}
