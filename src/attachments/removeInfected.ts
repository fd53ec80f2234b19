import { recordAudits } from '../audit/audit.store.js';
import type { Deps } from '../deps.js';
import { layoutMail } from '../notices/layoutMail.js';
import { queueMail, PRIORITY, type NewMail } from '../notices/outbox.store.js';
import { paths } from '../paths.js';
import { removeUnlinkedFiles } from './files.store.js';
import { deleteInfectedAttachments, hasInfectedDrafts, type InfectedAttachment } from './infected.store.js';

/**
 * Takes every file in which a virus was found out of the drafts that hold it, and tells whoever added it by mail.
 * Submissions and documents keep their rows; nobody can download the file. Running it twice is running it once.
 */
export async function removeInfectedFromDrafts({
  db,
  clock,
  config,
}: Pick<Deps, 'db' | 'clock' | 'config'>): Promise<void> {
  if (!(await hasInfectedDrafts(db))) return;
  const at = clock.now();
  await db.transaction(async (trx) => {
    const removed = await deleteInfectedAttachments(trx, at);
    await removeUnlinkedFiles(
      trx,
      removed.map((one) => one.fileId),
    );
    await queueMail(
      trx,
      removed.map((one) => virusMail(config, one)),
    );
    await recordAudits(
      trx,
      removed.map((one) => ({
        action: 'attachment.infected',
        at,
        personId: null,
        consultationId: one.consultationId,
        organisationId: one.organisationId,
        subjectId: one.responseId,
        detail: { file: one.fileId, virus: one.virus },
      })),
    );
  });
}

function virusMail(
  config: Pick<Deps['config'], 'baseUrl' | 'serviceName' | 'serviceContact'>,
  one: InfectedAttachment,
): NewMail {
  return {
    kind: 'virus-found',
    priority: PRIORITY.notice,
    personId: one.person.id,
    to: one.person.email,
    subject: `A virus was found in a file of your response to ${one.reference}`,
    dedupeKey: `virus-found:${one.id}`,
    body: layoutMail(config, [
      `Dear ${one.person.name},`,
      `A virus (${one.virus}) was found in “${one.name}”, which you added to your organisation’s response to ` +
        `${one.reference}, ${one.title}. The portal has taken the file out of the draft, and nobody can download it.`,
      `If the file matters to your response, add a clean copy of it:\n` +
        `${config.baseUrl}${paths.attachments({ id: one.responseId })}`,
      'If the response has been submitted already, submit it again with the clean copy before the deadline.',
    ]),
  };
}
