import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Deps } from '../../deps.js';
import { Invalid, NotPermitted, type Problem } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRepresentatives } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { readEmail, readName } from '../people.rules.js';
import { personOf, representing } from '../viewer.js';
import { colleaguePage, colleaguesPage, type InviteColleagueForm } from './colleagues.page.js';
import { getColleague, listColleagues } from './colleagues.store.js';
import { changeColleague, inviteColleague, removeColleague, requireApproval } from './manageColleagues.js';
import { findRequiredApproval } from './signOff.store.js';

const may = { maySubmit: z.literal('yes').optional(), mayManage: z.literal('yes').optional() };
const inviting = z.strictObject({ name: z.string(), email: z.string(), ...may });
const changing = z.strictObject(may);
const removing = z.strictObject({ confirmed: z.literal('yes') });
const requiring = z.strictObject({ approver: z.union([z.uuid(), z.literal('')]) });

const NOBODY: InviteColleagueForm = { name: '', email: '', maySubmit: 'yes' };

/** An organisation's own people, managed by those of them who may. */
export function colleaguesRoutes(deps: Deps): Router {
  const { db, clock, config } = deps;
  const router = Router();

  router.get(paths.organisation.pattern, onlyRepresentatives, async (req, res) => {
    await show(req, res, NOBODY, []);
  });

  router.post(paths.colleagues.pattern, onlyRepresentatives, async (req, res) => {
    const form = parse(inviting, req.body);
    const id = urlId(req);
    const [name, email] = [readName(form.name, 'the person’s name'), readEmail(form.email)];
    const problems = [
      ...('problem' in name ? [{ field: 'name', text: name.problem }] : []),
      ...('problem' in email ? [{ field: 'email', text: email.problem }] : []),
    ];
    await orShow(req, res, form, async () => {
      if ('problem' in name || 'problem' in email) throw new Invalid(problems);
      const invited = await inviteColleague(
        deps,
        req.viewer,
        id,
        { name: name.name, email: email.email, ...mayOf(form) },
        clock.now(),
      );
      leaveNotice(req, `${invited.name} has been told by mail how to sign in.`);
    });
  });

  router.get(paths.colleague.pattern, onlyRepresentatives, async (req, res) => {
    const organisation = representing(req.viewer, urlId(req));
    if (!organisation.mayManage) throw new NotPermitted();
    const colleague = await getColleague(db, organisation.organisationId, urlId(req, 'grant'));
    const self = colleague.personId === personOf(req.viewer).id;
    render(req, res, 'people/colleague', colleaguePage(organisation, colleague, self));
  });

  router.post(paths.colleague.pattern, onlyRepresentatives, async (req, res) => {
    const form = parse(changing, req.body);
    const id = urlId(req);
    const changed = await changeColleague(
      deps,
      req.viewer,
      id,
      urlId(req, 'grant'),
      mayOf(form),
      clock.now(),
    );
    leaveNotice(req, `What ${changed.name} may do has been changed.`);
    res.redirect(303, paths.organisation({ id }));
  });

  router.post(paths.removeColleague.pattern, onlyRepresentatives, async (req, res) => {
    parse(removing, req.body);
    const id = urlId(req);
    const removed = await removeColleague(deps, req.viewer, id, urlId(req, 'grant'), clock.now());
    // One's own session is gone with the others: a notice would write it back.
    if (removed.personId === personOf(req.viewer).id) return res.redirect(303, paths.front());
    leaveNotice(req, `${removed.name} does not act for your organisation any more.`);
    res.redirect(303, paths.organisation({ id }));
  });

  router.post(paths.organisationSignOff.pattern, onlyRepresentatives, async (req, res) => {
    const { approver } = parse(requiring, req.body);
    await orShow(req, res, NOBODY, async () => {
      await requireApproval(deps, req.viewer, urlId(req), approver || null, clock.now());
      leaveNotice(
        req,
        approver ? 'Responses have to be approved from now on.' : 'Responses need no approval any more.',
      );
    });
  });

  /** Does it and goes back to the organisation's page; shows that page again where something is wrong. */
  async function orShow(
    req: Request,
    res: Response,
    form: InviteColleagueForm,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return show(req, res, form, error.problems);
    }
    res.redirect(303, paths.organisation({ id: urlId(req) }));
  }

  async function show(
    req: Request,
    res: Response,
    form: InviteColleagueForm,
    problems: Problem[],
  ): Promise<void> {
    const organisation = representing(req.viewer, urlId(req));
    const page = colleaguesPage({
      organisation,
      colleagues: await listColleagues(db, organisation.organisationId),
      approval: await findRequiredApproval(db, organisation.organisationId),
      viewerId: personOf(req.viewer).id,
      contact: config.serviceContact,
      form,
      problems,
    });
    render(req, res, 'people/colleagues', page, { status: problems.length > 0 ? 422 : 200 });
  }

  return router;
}

const mayOf = (form: z.infer<typeof changing>) => ({
  maySubmit: form.maySubmit === 'yes',
  mayManage: form.mayManage === 'yes',
});
