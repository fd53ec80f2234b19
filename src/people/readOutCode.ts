import { recordAudit } from '../audit/audit.store.js';
import type { Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { PRIORITY, queueMail } from '../notices/outbox.store.js';
import { CODE_MINUTES, hmacOfCode, makeCode, showCode } from './signIn.rules.js';
import { insertReadOutCode } from './signIn.store.js';
import type { Person } from './viewer.js';

/**
 * Makes a code for a SECAS colleague to read out to somebody whom mail does not reach. On record, and told to the
 * person by mail, because whoever has the code can sign in as them.
 * @returns the code, to be shown once
 */
export async function readOutCode(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  by: Person,
  person: Person,
  at: Instant,
): Promise<string> {
  const code = makeCode();
  await db.transaction(async (trx) => {
    await insertReadOutCode(trx, {
      personId: person.id,
      hmac: hmacOfCode(config, person.id, code),
      minutes: CODE_MINUTES,
      readOutBy: by.id,
    });
    await recordAudit(trx, { action: 'code.read-out', at, personId: by.id, subjectId: person.id });
    await queueMail(trx, [
      {
        kind: 'code-read-out',
        priority: PRIORITY.notice,
        personId: person.id,
        to: person.email,
        subject: `A code to sign in to ${config.serviceName} was read out to you`,
        body: `${by.name} of SECAS has read a code out by telephone, with which one can sign in to
${config.serviceName} as you.

If that was not you, contact ${config.serviceContact} at once.
`,
      },
    ]);
  });
  return showCode(code);
}
