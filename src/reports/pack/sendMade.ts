import type { Request, Response } from 'express';
import { sendRanged } from '../../attachments/download.js';
import { bytesOf } from '../../attachments/storedBytes.js';
import type { Db } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Busy, NotFound, NotPermitted } from '../../errors.js';
import type { Edition } from '../editions/editions.store.js';
import { findEditionFile, isVirusPacked, listPacked } from '../editions/making.store.js';
import type { Report } from '../report.js';
import { zipOf } from './zip.js';

interface Named {
  type: string;
  /** ASCII, without a quotation mark */
  name: string;
}

/** Sends one made file of an edition, whole or in part. @throws NotFound for one that it does not have */
export async function sendMade(
  deps: Pick<Deps, 'db' | 'bulk'>,
  req: Request,
  res: Response,
  edition: Edition,
  path: string,
  as: Named,
): Promise<void> {
  const file = await findEditionFile(deps.db, edition.id, path);
  if (!file) throw new NotFound();
  name(res, as);
  await sendRanged(deps, req, res, {
    etag: `"${file.sha256}"`,
    bytes: file.bytes,
    read: (start, end) => bytesOf(deps.bulk, file.id, start, end),
  });
}

/** Sends the pack of an edition, whole or in part, always the same bytes. All of its files are there, and clean. */
export async function sendPack(
  deps: Pick<Deps, 'db' | 'bulk'>,
  req: Request,
  res: Response,
  { closedAt, consultation }: Report,
  edition: Edition,
  as: Named,
): Promise<void> {
  const zip = zipOf(await listPacked(deps.db, edition.id), closedAt ?? consultation.closesAt);
  name(res, as);
  await sendRanged(deps, req, res, {
    etag: `"pack-${edition.id}"`,
    bytes: zip.bytes,
    read: (start, end) => zip.read(deps.bulk, start, end),
  });
}

/** @throws Busy while the files of an edition are being made */
export function assertMade({ completedAt }: Edition): void {
  if (!completedAt) throw new Busy('These files are being made. Try again in a minute: nothing is lost.');
}

/** @throws NotPermitted once a virus has been found in a file of the pack */
export async function assertClean(db: Db, edition: Edition): Promise<void> {
  if (await isVirusPacked(db, edition.id)) {
    throw new NotPermitted(
      'A virus has been found in a file of this pack, so nobody can download it. The other files can be downloaded by themselves.',
    );
  }
}

function name(res: Response, as: Named): void {
  res.setHeader('Content-Type', as.type);
  res.setHeader('Content-Disposition', `attachment; filename="${as.name}"`);
}
