import type { Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { Invalid } from '../errors.js';
import { settleAccessRequest } from './accessRequests.store.js';
import { invitePeople, type Invitation } from './invitePeople.js';
import { findPeopleByEmail } from './people.store.js';

/**
 * Lets one person in: somebody new, or somebody known who may now do more. They are told by mail how to sign in.
 * @param by null: the command line or the sample
 * @param settles the request for access that this answers
 * @throws Invalid when the person may do all of this already, or an organisation does not exist
 */
export async function invitePerson(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  by: string | null,
  invitation: Invitation,
  at: Instant,
  settles?: string,
): Promise<{ id: string; name: string; email: string }> {
  return db.transaction(async (trx) => {
    const given = await invitePeople({ db: trx, config }, by, [invitation], at);
    const [person] = await findPeopleByEmail(trx, [invitation.email]);
    const { id, name, email } = person!;
    if (given.size === 0) {
      throw new Invalid([{ field: 'email', text: `${name} (${email}) may do this already` }]);
    }
    if (settles && by) await settleAccessRequest(trx, settles, by, at);
    return { id, name, email };
  });
}
