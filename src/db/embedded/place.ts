import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where the embedded Postgres keeps its data, and as whom it runs. */
export interface Place {
  folder: string;
  /** root may not run Postgres: then it runs as this user; undefined: as ourselves */
  user?: { uid: number; gid: number };
}

/**
 * The wanted folder; as root, a folder that the user whom Postgres runs as can reach, which a checkout under root's
 * own home is not. Then a note in the wanted folder tells where the data are.
 */
export async function choosePlace(wanted: string): Promise<Place> {
  mkdirSync(wanted, { recursive: true });
  if (process.getuid?.() !== 0) return { folder: wanted };
  const user = unprivilegedUser();
  chownSync(wanted, user.uid, user.gid);
  if (canReach(wanted, user)) return { folder: wanted, user };
  const elsewhere = `/var/tmp/portal-postgres-${createHash('sha256').update(wanted).digest('hex').slice(0, 16)}`;
  mkdirSync(elsewhere, { recursive: true, mode: 0o700 });
  chownSync(elsewhere, user.uid, user.gid);
  writeFileSync(
    path.join(wanted, 'WHERE.txt'),
    `Postgres may not run as root, and its user cannot read this folder.\nThe data are in ${elsewhere}\n`,
  );
  return { folder: elsewhere, user };
}

/** Whether a folder or file can be read, and its folders entered, by the user whom Postgres runs as. */
export function canReach(file: string, user: NonNullable<Place['user']>): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'test -r "$0" && test -x "$0"', file], { ...user, cwd: '/' }).status === 0
  );
}

/** postgres where there is one, else nobody; no user is ever created. */
function unprivilegedUser(): NonNullable<Place['user']> {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const line =
    lines.find((one) => one.startsWith('postgres:')) ?? lines.find((one) => one.startsWith('nobody:'));
  if (!line) throw new Error('Postgres may not run as root, and there is no user nobody: set DATABASE_URL.');
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
