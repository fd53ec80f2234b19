import { recordAudit } from '../../audit/audit.store.js';
import { removeUnlinkedFiles, type StoredFile } from '../../attachments/files.store.js';
import { bytesOf } from '../../attachments/storedBytes.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid } from '../../errors.js';
import { MOST_READ, takeBounce } from '../../notices/bounces/takeBounce.js';
import type { MailRefusal } from './mailFacts.js';
import { readMail } from './mailInThread.js';
import { deleteMail, findSameMail, insertMail } from './mails.store.js';

/** Each completes "… could not be taken:". */
const WHY: Record<MailRefusal, string> = {
  'is no mail':
    'it is not an e-mail. A calendar entry or a contact cannot be entered, nor a text without a sender',
  'has too many parts':
    'it has more parts than the portal reads. Save its text as PDF, and enter it by its organisation, with that as the original',
  'is too large inside':
    'it takes too long to read. Save its text as PDF, and enter it by its organisation, with that as the original',
  'is broken': 'it is damaged or was cut short. Save it again from the mail program, then upload it',
};

/**
 * Keeps a mail that SECAS uploaded, unchanged, with what is read in it. One that is there already, byte for byte, is
 * not kept twice. A bounce of a mail that the portal has sent is noted as such instead, and not kept. The file is
 * removed when the mail cannot be read.
 * @returns the mail's id; or what the bounce tells, nothing when that was known
 * @throws Invalid when it cannot be read; Busy
 */
export async function receiveMail(
  deps: Deps,
  by: { id: string },
  consultationId: string,
  file: StoredFile,
): Promise<{ id: string; already: boolean } | { bounced: string[] }> {
  const { db, bulk, clock } = deps;
  try {
    const same = await findSameMail(db, consultationId, file.sha256);
    if (same) return { id: same, already: true };
    const bounce = await takeBounce(deps, await beginningOf(deps, file), by);
    if ('words' in bounce) return { bounced: bounce.words };
    const read = await readMail(deps, file, by.id);
    if ('refused' in read) {
      throw new Invalid([{ field: 'mail', text: `“${file.name}” could not be taken: ${WHY[read.refused]}` }]);
    }
    const at = clock.now();
    const id = await db.transaction(async (trx) => {
      const mailId = await insertMail(trx, { consultationId, fileId: file.id, facts: read.mail }, by.id, at);
      const detail = { original: file.id, sha256: file.sha256, attachments: read.mail.attachments.length };
      await recordAudit(trx, {
        action: 'mail.uploaded',
        at,
        personId: by.id,
        consultationId,
        subjectId: mailId,
        detail,
      });
      return mailId;
    });
    return { id, already: false };
  } finally {
    // Refused, or there already: then nothing refers to the file.
    await removeUnlinkedFiles(bulk, [file.id]);
  }
}

async function beginningOf({ bulk }: Pick<Deps, 'bulk'>, { id, bytes }: StoredFile): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of bytesOf(bulk, id, 0, Math.min(bytes, MOST_READ))) pieces.push(piece);
  return Buffer.concat(pieces);
}

/**
 * Takes away a mail that was uploaded by mistake, with its file.
 * @throws Conflict when something is entered from it, or it is gone
 */
export async function discardMail(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  by: { id: string },
  consultationId: string,
  mailId: string,
): Promise<void> {
  const at = clock.now();
  await db.transaction(async (trx) => {
    const gone = await deleteMail(trx, consultationId, mailId);
    if (!gone) throw new Conflict('Something is entered from this mail, so it stays.');
    await removeUnlinkedFiles(trx, [gone.fileId]);
    await recordAudit(trx, {
      action: 'mail.discarded',
      at,
      personId: by.id,
      consultationId,
      subjectId: mailId,
      detail: { original: gone.sha256 },
    });
  });
}
