import { Router, type Request, type Response } from 'express';
import { counted } from '../../counted.js';
import type { Deps } from '../../deps.js';
import type { Problem } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { formatDeadline } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getConsultation, type Consultation } from '../consultations.store.js';
import { extendPage } from './extend.page.js';
import { extendCheckPage } from './extendCheck.page.js';
import { CHANGED_SINCE, extendDeadline, planExtension } from './extendDeadline.js';
import { extendForm, extendFormOf, readExtension, type ExtendForm } from './extendForm.js';
import { orAgain, statusOf } from '../../http/formProblems.js';
import { listOrganisations } from '../recipients.store.js';

/** SECAS moves the deadline, for all or for one organisation. */
export function extendRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskExtend.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    await showExtend(req, res, consultation, extendFormOf(consultation.closesAt));
  });

  router.post(paths.deskExtend.pattern, onlySecas, async (req, res) => {
    const { checked, edit, ...form } = parse(extendForm, req.body);
    const consultation = await consultationOf(req);
    if (edit) return showExtend(req, res, consultation, form);
    await orAgain(
      async () => {
        const extension = readExtension(form, consultation.id);
        const now = clock.now();
        const plan = await planExtension(db, consultation, extension, now);
        if (checked !== plan.mark) {
          const conflict = checked === undefined ? undefined : CHANGED_SINCE;
          const page = extendCheckPage(consultation, extension, plan, form, conflict);
          return render(req, res, 'consultations/extend-check', page, { status: conflict ? 409 : 200 });
        }
        const by = personOf(req.viewer).id;
        const { told } = await extendDeadline(deps, by, { ...extension, checked }, now);
        const people = counted(told, 'person is', 'people are');
        const whose = extension.organisationId ? 'The deadline of this one organisation' : 'The deadline';
        leaveNotice(req, `${whose} is now ${formatDeadline(extension.closesAt)}. ${people} told by mail.`);
        res.redirect(303, paths.deskConsultation({ reference: consultation.reference }));
      },
      async (problems) => showExtend(req, res, await consultationOf(req), form, problems),
    );
  });

  const consultationOf = (req: Request): Promise<Consultation> =>
    getConsultation(db, String(req.params['reference']));

  async function showExtend(
    req: Request,
    res: Response,
    consultation: Consultation,
    form: ExtendForm,
    problems?: Problem[],
  ): Promise<void> {
    const organisations = await listOrganisations(db, consultation.id);
    const page = extendPage(consultation, organisations, form, clock.now(), problems);
    render(req, res, 'consultations/extend', page, { status: statusOf(problems) });
  }

  return router;
}
