import { recordAudit } from '../../audit/audit.store.js';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Invalid, NotPermitted } from '../../errors.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, queueMail, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import { endGrant } from '../endGrant.js';
import { lockGrant } from '../grants.store.js';
import { invitePeople, type Invitation } from '../invitePeople.js';
import { invitePerson } from '../invitePerson.js';
import { findAddresses } from '../people.store.js';
import { personOf, representing, type Person, type Viewer } from '../viewer.js';
import { getColleague, listColleagues } from './colleagues.store.js';
import { findRequiredApproval, putRequiredApproval } from './signOff.store.js';

/** What a colleague may do. */
export interface May {
  maySubmit: boolean;
  mayManage: boolean;
}

/**
 * Lets a colleague in, who is told by mail how to sign in.
 * @throws NotFound, NotPermitted, Invalid when they may do all of this already
 */
export async function inviteColleague(
  deps: Pick<Deps, 'db' | 'config'>,
  viewer: Viewer,
  organisationId: string,
  { name, email, ...may }: Pick<Invitation, 'name' | 'email'> & May,
  at: Instant,
): Promise<{ name: string }> {
  const by = managerOf(viewer, organisationId);
  const grant = { role: 'representative' as const, organisation: { id: organisationId }, ...may };
  return invitePerson(deps, by, { name, email, grants: [grant] }, at);
}

/**
 * Changes what a colleague may do, from their next request on; they are told by mail. Who is removed at the same moment
 * stays removed.
 * @throws NotFound, NotPermitted
 */
export async function changeColleague(
  deps: Pick<Deps, 'db' | 'config'>,
  viewer: Viewer,
  organisationId: string,
  grantId: string,
  may: May,
  at: Instant,
): Promise<{ name: string }> {
  const by = managerOf(viewer, organisationId);
  return deps.db.transaction(async (trx) => {
    await lockGrant(trx, grantId);
    const colleague = await getColleague(trx, organisationId, grantId);
    const { name, email } = colleague;
    const grant = { role: 'representative' as const, organisation: { id: organisationId }, ...may };
    await invitePeople({ ...deps, db: trx }, by, [{ name, email, grants: [grant] }], at);
    return colleague;
  });
}

/**
 * Removes somebody who leaves: at once, signed out everywhere. What they drafted and submitted stays.
 * @throws NotFound, NotPermitted
 */
export async function removeColleague(
  deps: Pick<Deps, 'db'>,
  viewer: Viewer,
  organisationId: string,
  grantId: string,
  at: Instant,
): Promise<{ name: string; personId: string }> {
  const by = managerOf(viewer, organisationId);
  const colleague = await getColleague(deps.db, organisationId, grantId);
  await endGrant(deps, by, { id: grantId, personId: colleague.personId }, at);
  return colleague;
}

/**
 * Says that a colleague who may submit has to approve what is submitted, or that nobody has to. Who is newly named is
 * told by mail, unless they named themselves.
 * @param approverId null: nobody
 * @throws NotFound, NotPermitted, Invalid when it is nobody who may submit
 */
export async function requireApproval(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  viewer: Viewer,
  organisationId: string,
  approverId: string | null,
  at: Instant,
): Promise<void> {
  const by = managerOf(viewer, organisationId);
  const { organisationName } = representing(viewer, organisationId);
  await db.transaction(async (trx) => {
    const colleagues = await listColleagues(trx, organisationId);
    if (approverId && !colleagues.some(({ personId, maySubmit }) => personId === approverId && maySubmit)) {
      throw new Invalid([{ field: 'approver', text: 'Choose a colleague who may submit' }]);
    }
    const before = await findRequiredApproval(trx, organisationId);
    await putRequiredApproval(trx, organisationId, approverId, by, at);
    await recordAudit(trx, {
      action: 'organisation.approval-required',
      at,
      personId: by,
      organisationId,
      subjectId: organisationId,
      detail: { approver: approverId },
    });
    if (!approverId || approverId === by || approverId === before?.approver.id) return;
    const named = await findAddresses(trx, [approverId]);
    await queueMail(
      trx,
      named.map((to) => namedMail(config, to, personOf(viewer).name, organisationName)),
    );
  });
}

function namedMail(config: Deps['config'], to: Person, by: string, organisation: string): NewMail {
  return {
    kind: 'approver-named',
    priority: PRIORITY.notice,
    personId: to.id,
    to: to.email,
    subject: `You approve what ${organisation} submits`,
    body: layoutMail(config, [
      `Dear ${to.name},`,
      `${by} has named you to approve the responses of ${organisation} to consultations. Without your approval none is submitted; what you submit yourself needs no other.`,
      `When a colleague asks you to approve one, you get a mail with a link to it. Where each stands:\n${config.baseUrl + paths.responses()}`,
    ]),
  };
}

function managerOf(viewer: Viewer, organisationId: string): string {
  if (!representing(viewer, organisationId).mayManage) {
    throw new NotPermitted('Somebody who may manage colleagues has to do this, or SECAS.');
  }
  return personOf(viewer).id;
}
