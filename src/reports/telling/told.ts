import type { FileToSend } from '../../attachments/download.js';
import type { Db } from '../../db/connection.js';
import { isOutward, type Version } from '../access.rules.js';
import { frozenIn } from '../editions/editions.store.js';
import type { Report } from '../report.js';
import { answeredIn, findAnsweredWith } from './answered.store.js';
import { tellPublic } from './publicVersion.rules.js';
import { tell, type Told } from './redaction.rules.js';

/**
 * The responses of a report, or of the volume that it is, one by one in the order of the report, as often as they are asked for. Memory is flat:
 * they are read in pages.
 */
export const toldIn = (db: Db, { consultation, version, edition, volume }: Report): AsyncGenerator<Told> =>
  edition ? frozenIn(db, edition.id, volume) : toldNow(db, consultation.id, version);

/**
 * The responses that count now, as a reader of a version may see them. The only way from the frozen submissions to a
 * page or a file.
 */
export async function* toldNow(db: Db, consultationId: string, version: Version): AsyncGenerator<Told> {
  let withheld = 0;
  for await (const answered of answeredIn(db, consultationId)) {
    if (!isOutward(version)) yield tell(answered, version);
    else yield tellPublic(answered, answered.nameConfidential ? ++withheld : 0);
  }
}

/** A file of a response that counts, as the public version would tell it now; undefined: it would not. */
export async function findPublicFile(
  db: Db,
  consultationId: string,
  attachmentId: string,
): Promise<FileToSend | undefined> {
  const answered = await findAnsweredWith(db, consultationId, attachmentId);
  const file = answered && tellPublic(answered, 0).files.find(({ id }) => id === attachmentId);
  return file && { ...file, id: file.fileId };
}
