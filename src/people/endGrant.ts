import { recordAudit } from '../audit/audit.store.js';
import type { Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { Conflict, NotFound } from '../errors.js';
import { lockSecasGrants, updateGrantEnded } from './grants.store.js';
import { endSessionsOf } from './sessions.store.js';

/**
 * Ends a grant and every session of the person: what the grant allowed is over with the next request.
 * @param by null: the command line
 * @throws NotFound when the person has no such grant in force
 * @throws Conflict for the last grant of SECAS, without which nobody could let anybody in
 */
export async function endGrant(
  { db }: Pick<Deps, 'db'>,
  by: string | null,
  grant: { id: string; personId: string },
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    const secas = await lockSecasGrants(trx);
    if (secas.length === 1 && secas[0] === grant.id) {
      throw new Conflict(
        'This is the last SECAS grant, and without one nobody could let anybody in. Invite another SECAS colleague first.',
      );
    }
    const ended = await updateGrantEnded(trx, grant, by, at);
    if (!ended) throw new NotFound('This grant has ended already, or there is no such grant.');
    await endSessionsOf(trx, grant.personId);
    await recordAudit(trx, {
      action: 'grant.ended',
      at,
      personId: by,
      organisationId: ended.organisationId ?? undefined,
      subjectId: grant.personId,
      detail: { role: ended.role, grant: grant.id },
    });
  });
}
