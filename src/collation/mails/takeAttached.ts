import { addAttachments, type Adding } from '../../attachments/addAttachments.js';
import { isHandedOut } from '../../attachments/attachments.rules.js';
import { FileRefused } from '../../attachments/fileType.js';
import { removeUnlinkedFiles } from '../../attachments/files.store.js';
import { scanNow, wakeScanner } from '../../attachments/scan.js';
import { storeFile } from '../../attachments/storeFile.js';
import type { Question } from '../../consultations/questions.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import type { Person } from '../../people/viewer.js';
import type { Draft } from '../../responses/drafting/drafts.store.js';
import { readAttached } from './mailInThread.js';
import type { ArrivedMail } from './mails.store.js';

/** An attachment of a mail, read from the mail as it is kept. @throws NotFound, Conflict (not scanned yet, or infected), Busy */
export async function openAttached(
  deps: Deps,
  by: { id: string },
  mail: ArrivedMail,
  place: number,
): Promise<{ name: string; bytes: Buffer }> {
  const listed = mail.attachments[place];
  if (!listed) throw new NotFound();
  if (!isHandedOut(mail.file.scan)) {
    throw new Conflict(
      mail.file.scan === 'infected'
        ? 'A virus was found in this mail, so nothing is taken out of it.'
        : 'This mail has not been scanned for viruses yet. Try again in a minute.',
    );
  }
  const bytes = await readAttached(deps, mail.file, place, by.id);
  if (!bytes) throw new Conflict('This attachment cannot be read any more.');
  return { name: listed.name, bytes };
}

/**
 * Takes an attachment of a mail over into the response that is entered from it, as the answer to a question, as if it
 * had been uploaded: its type is found in its content, it is scanned, and counted with the others.
 * @throws Invalid when it is of a type that is not taken, has a virus, or is one too many; NotFound, Conflict, Busy
 */
export async function takeAttached(
  deps: Deps,
  by: Person,
  mail: ArrivedMail,
  place: number,
  { draft, question }: { draft: Draft; question: Question },
): Promise<Adding> {
  const field = `attached-${place}`;
  const { name, bytes } = await openAttached(deps, by, mail, place);
  const file = await store(deps, name, bytes, field);
  const { infected, waiting } = await scanNow(deps, [file]);
  if (infected[0]) {
    await removeUnlinkedFiles(deps.bulk, [file.id]);
    const text = `“${name}” contains a virus (${infected[0].virus}), so it was not taken over`;
    throw new Invalid([{ field, text }]);
  }
  if (waiting) await wakeScanner(deps.db);
  try {
    return await addAttachments(deps, by, draft, question, [file]);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw new Invalid(error.problems.map(({ text }) => ({ field, text })));
  }
}

async function store(deps: Deps, name: string, bytes: Buffer, field: string) {
  try {
    return await storeFile(deps, name, piecesOf(bytes));
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    throw new Invalid([{ field, text: error.message }]);
  }
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  const step = 64 * 1024;
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}
