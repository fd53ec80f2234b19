import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { saidOfAdding } from '../../attachments/saidOfAdding.js';
import { fileQuestion } from '../../attachments/attachments.rules.js';
import { sendFile } from '../../attachments/download.js';
import { getPublishedConsultation, type Consultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, type Problem } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { listPlace, urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getDraftFor, type Draft } from '../../responses/drafting/drafts.store.js';
import { listAsked } from '../../responses/clarifying/clarifications.store.js';
import { mailPage } from './mail.page.js';
import { getMail, suggestOrganisations, type ArrivedMail } from './mails.store.js';
import { discardMail } from './receiveMail.js';
import { takeAttached } from './takeAttached.js';
import { recordMailRead, recordOriginalTaken } from '../reading/looks.js';

const nothing = z.strictObject({});
const taking = z.strictObject({ question: z.string().max(100) });

/** A mail that SECAS uploaded: what is read in it, and what is taken out of it. */
export function mailsRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskMail.pattern, onlySecas, async (req, res) => {
    const { consultation, mail } = await load(req);
    await show(req, res, consultation, mail);
  });

  router.get(paths.deskMailFile.pattern, onlySecas, async (req, res) => {
    const { consultation, mail } = await load(req);
    const taken = { consultationId: consultation.id, subjectId: mail.id, file: mail.file.name };
    await recordOriginalTaken(db, taken, lookBy(req));
    await sendFile(deps, req, res, mail.file);
  });

  router.post(paths.deskDiscardMail.pattern, onlySecas, async (req, res) => {
    parse(nothing, req.body);
    const { consultation, mail } = await load(req);
    await discardMail(deps, personOf(req.viewer), consultation.id, mail.id);
    leaveNotice(req, 'The mail is gone.');
    res.redirect(303, paths.deskEnter({ reference: consultation.reference }));
  });

  router.post(paths.deskTakeAttached.pattern, onlySecas, async (req, res) => {
    const { question: key } = parse(taking, req.body);
    const { consultation, mail } = await load(req);
    const draft = await draftOf(req, mail);
    const question = fileQuestion(draft.questions, key);
    try {
      const by = personOf(req.viewer);
      const adding = await takeAttached(deps, by, mail, listPlace(req, 'place'), { draft, question });
      leaveNotice(req, saidOfAdding(adding));
      res.redirect(303, paths.deskMail({ reference: consultation.reference, mail: mail.id }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await show(req, res, consultation, mail, error.problems);
    }
  });

  const consultationOf = (req: Request): Promise<Consultation> =>
    getPublishedConsultation(db, String(req.params['reference']));

  async function load(req: Request): Promise<{ consultation: Consultation; mail: ArrivedMail }> {
    const consultation = await consultationOf(req);
    return { consultation, mail: await getMail(db, consultation.id, urlId(req, 'mail')) };
  }

  const lookBy = (req: Request) => ({ by: personOf(req.viewer).id, at: clock.now() });

  /** The response that is entered from it. @throws Conflict when there is none yet */
  function draftOf(req: Request, { response }: ArrivedMail): Promise<Draft> {
    if (!response) throw new Conflict('Choose whose response this mail is first.');
    return getDraftFor(db, req.viewer, response.id);
  }

  async function show(
    req: Request,
    res: Response,
    consultation: Consultation,
    mail: ArrivedMail,
    problems: Problem[] = [],
  ): Promise<void> {
    await recordMailRead(db, consultation.id, mail, lookBy(req));
    const draft = mail.response ? await getDraftFor(db, req.viewer, mail.response.id) : undefined;
    const suggested = mail.response || mail.replied ? [] : await suggestOrganisations(db, mail.senderAddress);
    const asked = await listAsked(
      db,
      suggested.map(({ id }) => id),
    );
    const page = mailPage(consultation, {
      mail,
      suggested,
      waiting: asked.filter((one) => one.consultation.reference === consultation.reference),
      fileQuestions: (draft?.questions ?? []).filter(({ type }) => type === 'file'),
      now: clock.now(),
      problems,
    });
    render(req, res, 'collation/mails/mail', page, { status: problems.length > 0 ? 422 : 200 });
  }

  return router;
}
