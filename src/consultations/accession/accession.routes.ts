import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { counted } from '../../counted.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, type Problem } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { londonDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getPublishedConsultation } from '../consultations.store.js';
import { readTexts } from '../formText.js';
import { listCandidates } from './accession.store.js';
import { addParty, whyNotAdded } from './addParty.js';
import { addPartyPage } from './addParty.page.js';

const addForm = z.strictObject({ party: z.union([z.uuid(), z.literal('')]), reason: z.string() });
type AddForm = z.infer<typeof addForm>;

/** SECAS adds a Party that acceded after publication to those that are asked. */
export function accessionRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskAddParty.pattern, onlySecas, async (req, res) => {
    await show(req, res, { party: '', reason: '' });
  });

  router.post(paths.deskAddParty.pattern, onlySecas, async (req, res) => {
    const form = parse(addForm, req.body);
    const { id, reference } = await getPublishedConsultation(db, String(req.params['reference']));
    try {
      const reason = readForm(form);
      const added = { id, partyId: form.party, reason };
      const { name, told } = await addParty(deps, personOf(req.viewer).id, added, clock.now());
      leaveNotice(
        req,
        told > 0
          ? `${name} is asked too. ${counted(told, 'representative is', 'representatives are')} told by mail.`
          : `${name} is asked too. Its organisation has nobody to tell: invite somebody, or tell them yourself.`,
      );
      res.redirect(303, paths.deskConsultation({ reference }));
    } catch (error) {
      if (error instanceof Invalid) await show(req, res, form, error.problems, 422);
      else if (error instanceof Conflict)
        await show(req, res, form, [{ field: '', text: error.message }], 409);
      else throw error;
    }
  });

  async function show(
    req: Request,
    res: Response,
    form: AddForm,
    problems?: Problem[],
    status = 200,
  ): Promise<void> {
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const candidates = await listCandidates(db, consultation, londonDate(clock.now()));
    const page = addPartyPage(consultation, candidates, form, whyNotAdded(consultation), problems);
    render(req, res, 'consultations/accession/add-party', page, { status });
  }

  return router;
}

/** @throws Invalid with every problem of the form */
function readForm(form: AddForm): string {
  const read = readTexts();
  if (!form.party) read.problems.push({ field: 'party', text: 'Choose the Party' });
  const reason = read.line('reason', form.reason, 'Reason', 1_000);
  if (!reason) read.problems.push({ field: 'reason', text: 'Enter the reason: it is kept and shown' });
  if (read.problems.length > 0) throw new Invalid(read.problems);
  return reason;
}
