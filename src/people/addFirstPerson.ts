import type { Deps } from '../deps.js';
import { Invalid } from '../errors.js';
import { invitePerson } from './invitePerson.js';
import { readEmail, readName } from './people.rules.js';

/**
 * Lets a SECAS colleague in from the command line: the first one, or one more when nobody of SECAS can sign in.
 * Everybody else is invited at the desk.
 * @throws Invalid for a name or an address that is none, another role, or somebody who is SECAS already
 */
export async function addFirstPerson(
  deps: Pick<Deps, 'db' | 'config' | 'clock'>,
  given: { name: string; email: string; role: string },
): Promise<{ id: string; name: string; email: string }> {
  const name = readName(given.name, 'a name');
  const email = readEmail(given.email);
  if ('problem' in name) throw new Invalid([{ field: 'name', text: name.problem }]);
  if ('problem' in email) throw new Invalid([{ field: 'email', text: email.problem }]);
  if (given.role !== 'secas') {
    const text = 'Only the role secas is given here: SECAS invites everybody else at the desk';
    throw new Invalid([{ field: 'role', text }]);
  }
  return invitePerson(deps, null, { ...name, ...email, grants: [{ role: 'secas' }] }, deps.clock.now());
}
