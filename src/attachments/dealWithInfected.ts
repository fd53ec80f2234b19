import { recordAudits } from '../audit/audit.store.js';
import type { Deps } from '../deps.js';
import { layoutMail } from '../notices/layoutMail.js';
import { queueMail, PRIORITY, type NewMail } from '../notices/outbox.store.js';
import { paths } from '../paths.js';
import { removeUnlinkedFiles } from './files.store.js';
import {
  deleteInfectedAttachments,
  hasInfectedDrafts,
  listInfectedSubmitted,
  toldKey,
  type InfectedAttachment,
  type InfectedSubmitted,
} from './infected.store.js';

/**
 * Takes every file in which a virus was found out of the drafts that hold it, and tells whoever added it by mail.
 * Submissions and documents keep their rows, and nobody can download the file; those whose submission it is are told.
 * Running it twice is running it once.
 */
export async function dealWithInfected(deps: Pick<Deps, 'db' | 'clock' | 'config'>): Promise<void> {
  await removeFromDrafts(deps);
  const submitted = await listInfectedSubmitted(deps.db);
  await queueMail(
    deps.db,
    submitted.map((one) => submittedMail(deps.config, one)),
  );
}

async function removeFromDrafts({ db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>): Promise<void> {
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

function submittedMail(
  config: Pick<Deps['config'], 'baseUrl' | 'serviceName' | 'serviceContact'>,
  one: InfectedSubmitted,
): NewMail {
  const { person, submission, reference, title } = one;
  return {
    kind: 'virus-found',
    priority: PRIORITY.notice,
    personId: person.id,
    to: person.email,
    subject: `A virus was found in a file of ${submission}, your response to ${reference}`,
    dedupeKey: toldKey(one),
    body: layoutMail(config, [
      `Dear ${person.name},`,
      `A virus (${one.virus}) was found in “${one.name}”, a file of ${submission}, the response to ${reference}, ${title}. ` +
        'The response counts as it did, but nobody can download the file: neither SECAS nor the Panel will read it.',
      one.enteredBySecas
        ? 'Ask the organisation for a clean copy.'
        : `Until the deadline you can add a clean copy and submit again:\n` +
          `${config.baseUrl}${paths.response({ id: one.responseId })}`,
      `After the deadline, contact ${config.serviceContact}.`,
    ]),
  };
}
