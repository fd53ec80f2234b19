import { Router } from 'express';
import { z } from 'zod';
import { recordAudit } from '../audit/audit.store.js';
import type { Deps } from '../deps.js';
import { Conflict, Invalid, type Problem } from '../errors.js';
import { parse } from '../http/forms.js';
import { leaveNotice, render } from '../http/render.js';
import { urlId } from '../http/urlId.js';
import { onlySecas } from '../http/viewer.js';
import { paths } from '../paths.js';
import { accessFields, NOTHING_CHOSEN, readAccess } from './accessForm.js';
import { getAccessRequest, settleAccessRequest } from './accessRequests.store.js';
import {
  accessRequestPage,
  beginInvitation,
  giveAccessPage,
  invitePage,
  type InviteForm,
} from './invite.page.js';
import type { Invitation } from './invitePeople.js';
import { invitePerson } from './invitePerson.js';
import { listOrganisations } from './organisations.store.js';
import { readEmail, readName } from './people.rules.js';
import { findPeopleByEmail, getPerson } from './people.store.js';
import { personOf } from './viewer.js';

const asked = z.object({
  request: z.uuid().optional().catch(undefined),
  organisation: z.uuid().optional().catch(undefined),
});
const inviting = z.strictObject({
  name: z.string(),
  email: z.string(),
  request: z.uuid().or(z.literal('')),
  ...accessFields,
});
const giving = z.strictObject(accessFields);
const dismissing = z.strictObject({ settle: z.literal('dismiss') });

/** SECAS invites people one by one, gives more access to those who are known, and settles requests for access. */
export function inviteRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskInvite.pattern, onlySecas, async (req, res) => {
    const { request, organisation } = parse(asked, req.query);
    const organisations = await listOrganisations(db);
    const answered = request ? await getAccessRequest(db, request) : undefined;
    const page = invitePage(beginInvitation(answered, organisations, organisation), organisations);
    render(req, res, 'people/invite', page);
  });

  router.post(paths.deskInvite.pattern, onlySecas, async (req, res) => {
    const form = parse(inviting, req.body);
    const by = personOf(req.viewer).id;
    try {
      const person = await invitePerson(
        deps,
        by,
        readInvitation(form),
        clock.now(),
        form.request || undefined,
      );
      leaveNotice(req, `${person.name} has been invited. A mail to ${person.email} tells how to sign in.`);
      res.redirect(303, paths.deskPerson({ id: person.id }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const page = invitePage(form, await listOrganisations(db), error.problems);
      render(req, res, 'people/invite', page, { status: 422 });
    }
  });

  router.get(paths.deskGrant.pattern, onlySecas, async (req, res) => {
    const person = await getPerson(db, urlId(req));
    render(req, res, 'people/invite', giveAccessPage(person, NOTHING_CHOSEN, await listOrganisations(db)));
  });

  router.post(paths.deskGrant.pattern, onlySecas, async (req, res) => {
    const form = parse(giving, req.body);
    const person = await getPerson(db, urlId(req));
    try {
      const access = readAccess(form);
      if ('problems' in access) throw new Invalid(access.problems);
      await invitePerson(deps, personOf(req.viewer).id, { ...person, ...access }, clock.now());
      leaveNotice(req, `${person.name} may do more now, and is told by mail.`);
      res.redirect(303, paths.deskPerson({ id: person.id }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const page = giveAccessPage(person, form, await listOrganisations(db), error.problems);
      render(req, res, 'people/invite', page, { status: 422 });
    }
  });

  router.get(paths.deskAccessRequest.pattern, onlySecas, async (req, res) => {
    const request = await getAccessRequest(db, urlId(req));
    const [known] = await findPeopleByEmail(db, [request.email]);
    render(req, res, 'people/access-request', accessRequestPage(request, known));
  });

  router.post(paths.deskAccessRequest.pattern, onlySecas, async (req, res) => {
    parse(dismissing, req.body);
    const { id } = await getAccessRequest(db, urlId(req));
    const by = personOf(req.viewer).id;
    const at = clock.now();
    await db.transaction(async (trx) => {
      const settled = await settleAccessRequest(trx, id, by, at);
      if (!settled) throw new Conflict('A colleague has settled this request already.');
      await recordAudit(trx, { action: 'access.dismissed', at, personId: by, subjectId: id });
    });
    leaveNotice(req, 'The request has been dismissed. Whoever asked was told nothing.');
    res.redirect(303, paths.deskPeople());
  });

  return router;
}

/** @throws Invalid with every problem of the form */
function readInvitation(form: InviteForm): Invitation {
  const name = readName(form.name, 'the person’s name');
  const email = readEmail(form.email);
  const access = readAccess(form);
  const problems: Problem[] = [];
  if ('problem' in name) problems.push({ field: 'name', text: name.problem });
  if ('problem' in email) problems.push({ field: 'email', text: email.problem });
  if ('problems' in access) problems.push(...access.problems);
  if ('name' in name && 'email' in email && 'grants' in access) return { ...name, ...email, ...access };
  throw new Invalid(problems);
}
