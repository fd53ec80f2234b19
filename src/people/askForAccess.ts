import { recordAudit } from '../audit/audit.store.js';
import type { Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { PRIORITY, queueMail } from '../notices/outbox.store.js';
import { paths } from '../paths.js';
import { insertAccessRequest, listSecas, type NewAccessRequest } from './accessRequests.store.js';

/**
 * Keeps a stranger's request for SECAS, and tells every SECAS colleague by mail.
 * @param mayMail false when SECAS was sent many of these lately: the desk lists this one all the same
 */
export async function askForAccess(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  asked: NewAccessRequest,
  mayMail: boolean,
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    const id = await insertAccessRequest(trx, asked, at);
    await recordAudit(trx, { action: 'access.asked', at, personId: null, subjectId: id });
    const secas = mayMail ? await listSecas(trx) : [];
    await queueMail(
      trx,
      secas.map(({ id: personId, email }) => ({
        kind: 'access-request',
        priority: PRIORITY.notice,
        personId,
        to: email,
        subject: `${asked.name} asks for access to ${config.serviceName}`,
        body: bodyOf(asked, `${config.baseUrl}${paths.deskAccessRequest({ id })}`),
      })),
    );
  });
}

const bodyOf = (asked: NewAccessRequest, link: string): string =>
  `Somebody has asked for access. What they wrote has not been checked.

Name: ${asked.name}
E-mail: ${asked.email}
Organisation: ${asked.organisation}
${asked.message ? `Message:\n${asked.message.replaceAll(/^/gm, '> ')}\n` : ''}
Invite them or dismiss the request:
${link}
`;
