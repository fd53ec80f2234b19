import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { sendFile } from '../../attachments/download.js';
import { getMail } from '../../collation/mails/mails.store.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRepresentatives } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { cleanText } from '../answers/cleanText.js';
import { maySubmit } from '../rights.rules.js';
import { listSubmitters } from '../../people/people.store.js';
import { getSubmissionFor } from '../submissions.store.js';
import { clarificationPage, type TypedReply } from './clarification.page.js';
import { isConfidentialInSome, listEntries } from './clarifications.store.js';
import { replyToClarification } from './replyToClarification.js';

/** The number of what stood last in a thread when its page was made. */
const seen = z.coerce.number().int().min(0).max(2_147_483_647);
const replyForm = z.strictObject({
  key: z.uuid(),
  seen,
  text: z.string(),
  confidential: z.enum(['yes', '']).default(''),
  reason: z.string().default(''),
});

/** An organisation reads what SECAS asks about an answer and replies, after closing too. */
export function clarifyingRoutes(deps: Deps): Router {
  const { db, config } = deps;
  const router = Router();

  router.get(paths.clarification.pattern, onlyRepresentatives, async (req, res) => {
    await show(req, res);
  });

  router.get(paths.clarificationMail.pattern, onlyRepresentatives, async (req, res) => {
    const { submission, thread } = await threadOf(req);
    const mail = thread.find((entry) => entry.mail?.id === req.params['mail'])?.mail;
    if (!mail) throw new NotFound();
    const { file } = await getMail(db, submission.consultation.id, mail.id);
    await sendFile(deps, req, res, file);
  });

  router.post(paths.clarification.pattern, onlyRepresentatives, async (req, res) => {
    const form = parse(replyForm, req.body);
    const { submission, questionKey, ask } = await threadOf(req);
    const text = cleanText(form.text).text.trim();
    const reason = cleanText(form.reason).text.trim();
    const confidential = form.confidential === 'yes';
    const reply = {
      questionKey,
      key: form.key,
      seen: form.seen,
      text,
      confidential: confidential ? { reason } : null,
    };
    try {
      await replyToClarification(deps, req.viewer, submission, ask, reply);
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Conflict)) throw error;
      const problems = error instanceof Invalid ? error.problems : [{ field: 'text', text: error.message }];
      return show(req, res, { text, confidential, reason, problems }, error.status);
    }
    leaveNotice(req, 'Your reply has been sent to SECAS.');
    res.redirect(303, paths.clarification({ id: submission.responseId, question: questionKey }));
  });

  /** @throws NotFound where nothing was asked, and for another organisation's */
  async function threadOf(req: Request) {
    const responseId = urlId(req);
    const entries = await listEntries(db, responseId);
    const thread = entries.filter(({ questionKey }) => questionKey === req.params['question']);
    const last = thread.at(-1);
    if (!last) throw new NotFound();
    const { questionKey } = last;
    const submission = await getSubmissionFor(db, req.viewer, responseId, last.submission.reference);
    const ask = submission.asked.find(({ key }) => key === questionKey)?.ask ?? questionKey;
    return { submission, questionKey, ask, thread };
  }

  async function show(req: Request, res: Response, again?: TypedReply, status = 200): Promise<void> {
    const found = await threadOf(req);
    const { submission, questionKey, thread } = found;
    const { organisation, responseId } = submission;
    const may = maySubmit(req.viewer, organisation.id);
    const [colleagues, some] = await Promise.all([
      may ? [] : listSubmitters(db, organisation.id),
      isConfidentialInSome(db, responseId, questionKey),
    ]);
    const page = clarificationPage({
      ...found,
      beside: some || thread.some(({ confidential }) => confidential),
      maySubmit: may,
      colleagues,
      contact: config.serviceContact,
      again,
    });
    render(req, res, 'responses/clarifying/clarification', page, { status });
  }

  return router;
}
