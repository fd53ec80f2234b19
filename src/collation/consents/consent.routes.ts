import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import { readTexts } from '../../consultations/formText.js';
import { counted } from '../../counted.js';
import type { Deps } from '../../deps.js';
import { Conflict, type Problem } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { askConsent } from '../../responses/consenting/askConsent.js';
import { markedParts } from '../../responses/consenting/consenting.rules.js';
import { listConsents } from '../../responses/consenting/consenting.store.js';
import { getSubmission } from '../../responses/submissions.store.js';
import { recordLook } from '../reading/looks.js';
import { deskConsentPage } from './consent.page.js';

const askForm = z.strictObject({ part: z.string().max(200).default(''), reason: z.string() });

/** SECAS sees what an organisation keeps confidential, and asks it to lift a marking. It can lift none. */
export function consentRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskConsent.pattern, onlySecas, async (req, res) => {
    await show(req, res, { part: '', reason: '' });
  });

  router.post(paths.deskConsent.pattern, onlySecas, async (req, res) => {
    const form = parse(askForm, req.body);
    const { id: consultationId, reference } = await consultationOf(req);
    const submissionId = urlId(req, 'submission');
    const read = readTexts();
    const reason = read.text('reason', form.reason, 'Why you ask', 2_000);
    if (!reason) read.problems.push({ field: 'reason', text: 'Say why you ask: they are told' });
    if (!form.part) read.problems.unshift({ field: 'part', text: 'Choose what they are asked to lift' });
    if (read.problems.length > 0) return show(req, res, form, read.problems, 422);
    try {
      const asked = { consultationId, submissionId, key: form.part, reason };
      const { told } = await askConsent(deps, personOf(req.viewer), asked, clock.now());
      leaveNotice(req, `They have been asked. ${counted(told, 'person is', 'people are')} told by mail.`);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return show(req, res, form, [{ field: '', text: error.message }], 409);
    }
    res.redirect(303, paths.deskConsent({ reference, submission: submissionId }));
  });

  const consultationOf = (req: Request) => getPublishedConsultation(db, String(req.params['reference']));

  async function show(
    req: Request,
    res: Response,
    form: { part: string; reason: string },
    problems?: Problem[],
    status = 200,
  ): Promise<void> {
    const consultation = await consultationOf(req);
    const submissionId = urlId(req, 'submission');
    const submission = await getSubmission(db, consultation.id, submissionId, 'frozen');
    const now = await getSubmission(db, consultation.id, submissionId);
    await recordLook(db, now, { by: personOf(req.viewer).id, at: clock.now() });
    const { lifts, requests } = await listConsents(db, submissionId);
    const marked = markedParts(submission, lifts, requests);
    const page = deskConsentPage(consultation, submission, marked, form, problems);
    render(req, res, 'collation/consents/consent', page, { status });
  }

  return router;
}
