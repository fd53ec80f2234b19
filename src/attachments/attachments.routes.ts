import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { sectionsOf } from '../consultations/questions.js';
import type { Deps } from '../deps.js';
import { BadRequest, Invalid, NotFound } from '../errors.js';
import { wantsJson } from '../http/errorPage.js';
import { parse } from '../http/forms.js';
import { leaveNotice, render } from '../http/render.js';
import { urlId } from '../http/urlId.js';
import { onlyRespondents } from '../http/viewer.js';
import { paths } from '../paths.js';
import { personOf } from '../people/viewer.js';
import { cleanText } from '../responses/answers/cleanText.js';
import { LONGEST_REASON } from '../responses/answers/answerProblems.js';
import { tooLong } from '../responses/answers/textLimit.js';
import { getDraftFor, type Draft } from '../responses/drafting/drafts.store.js';
import { addAttachments } from './addAttachments.js';
import { attachmentsPage, type Wrong } from './attachments.page.js';
import { assertOpen, fileQuestion, tooManyFiles } from './attachments.rules.js';
import { listDraftFiles, type DraftFile } from './attachments.store.js';
import { sendFile, showFile } from './download.js';
import { markAttachment } from './markAttachment.js';
import { removeAttachment } from './removeAttachment.js';
import { saidOfAdding } from './saidOfAdding.js';
import { readUpload } from './upload.js';

/** Where to go afterwards: the slug of a section; the page of all files without it. */
const back = { back: z.string().max(200).optional() };
const adding = z.strictObject({ question: z.string().max(100), ...back });
const removing = z.strictObject(back);
const marking = z.strictObject({
  confidential: z.literal('yes').optional(),
  reason: z.string().optional(),
  ...back,
});

/** The files of a draft: shown, added, marked as confidential, downloaded, removed. */
export function attachmentsRoutes(deps: Deps): Router {
  const { db, config } = deps;
  const router = Router();

  router.get(paths.attachments.pattern, onlyRespondents, async (req, res) => {
    await show(req, res, await getDraftFor(db, req.viewer, urlId(req)));
  });

  router.post(paths.attachments.pattern, onlyRespondents, async (req, res) => {
    const draft = await getDraftFor(db, req.viewer, urlId(req));
    const held = (await listDraftFiles(db, draft.id)).length;
    try {
      const { fields, files } = await readUpload(req, res, deps, {
        fields: adding,
        // One even where there is no room: it may be one whose reply was lost, and stand there already.
        maxFiles: Math.max(config.maxFiles - held, 1),
        tooMany: tooManyFiles(held, config.maxFiles),
        admit: ({ question, back: to }) => {
          assertOpen(draft);
          fileQuestion(draft.questions, question);
          pathBack(draft, to);
        },
      });
      const outcome = await addAttachments(
        deps,
        personOf(req.viewer),
        draft,
        fileQuestion(draft.questions, fields.question),
        files,
      );
      const said = saidOfAdding(outcome);
      if (wantsJson(req)) return void res.status(201).json({ said });
      leaveNotice(req, said);
      res.redirect(303, pathBack(draft, fields.back));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      if (wantsJson(req)) return void res.status(error.status).json({ error: inJson(error) });
      const { question } = (req.body ?? {}) as { question?: string };
      await show(req, res, draft, { problems: error.problems, at: question ?? '' });
    }
  });

  router.get(paths.attachment.pattern, onlyRespondents, async (req, res) => {
    const { file } = await load(req);
    await sendFile(deps, req, res, { ...file, id: file.fileId });
  });

  router.get(paths.attachmentLook.pattern, onlyRespondents, async (req, res) => {
    const { file } = await load(req);
    await showFile(deps, req, res, { ...file, id: file.fileId });
  });

  router.post(paths.removeAttachment.pattern, onlyRespondents, async (req, res) => {
    const form = parse(removing, req.body);
    const { draft, file } = await load(req);
    await removeAttachment(deps, personOf(req.viewer), draft, file);
    leaveNotice(req, `“${file.name}” was removed.`);
    res.redirect(303, pathBack(draft, form.back));
  });

  router.post(paths.attachmentConfidentiality.pattern, onlyRespondents, async (req, res) => {
    const form = parse(marking, req.body);
    const { draft, file } = await load(req);
    const { text: reason, removed } = cleanText(form.reason ?? '');
    const problems = tooLong('reason', reason, LONGEST_REASON);
    if (removed)
      problems.push({
        field: 'reason',
        text: 'Characters that cannot be stored were left out: check the text',
      });
    if (problems.length > 0) return show(req, res, draft, { problems, at: file.id, reason });
    const confidential = form.confidential === 'yes';
    await markAttachment(deps, personOf(req.viewer), draft, file, { confidential, reason });
    leaveNotice(req, `“${file.name}” is ${confidential ? 'marked as' : 'not'} confidential.`);
    res.redirect(303, pathBack(draft, form.back));
  });

  async function load(req: Request): Promise<{ draft: Draft; file: DraftFile }> {
    const attachment = urlId(req, 'attachment');
    const draft = await getDraftFor(db, req.viewer, urlId(req));
    const file = (await listDraftFiles(db, draft.id)).find(({ id }) => id === attachment);
    if (!file)
      throw new NotFound('There is no such file in this response: it may have been removed already.');
    return { draft, file };
  }

  async function show(req: Request, res: Response, draft: Draft, wrong?: Wrong): Promise<void> {
    const facts = { draft, files: await listDraftFiles(db, draft.id), limits: config };
    render(req, res, 'attachments/attachments', attachmentsPage(facts, wrong), { status: wrong ? 422 : 200 });
  }

  return router;
}

/** @throws BadRequest for a section that the question set has not */
function pathBack(draft: Draft, slug: string | undefined): string {
  if (!slug) return paths.attachments({ id: draft.id });
  if (!sectionsOf(draft.questions).some((section) => section.slug === slug)) throw new BadRequest();
  return paths.section({ id: draft.id, section: slug });
}

/** For public/attachments.js, which shows each problem on a line of its own. */
const inJson = ({ code, message, problems }: Invalid) => ({
  code,
  message,
  problems: problems.map(({ text }) => text),
});
