import { Router, type Request, type Response } from 'express';
import { asReference } from '../../consultations/consultations.rules.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import { render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRespondents, onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { blankForm, filledForm, previewedForm } from './formFacts.js';
import { writeWordForm } from './formInThread.js';
import { printPage } from './print.page.js';
import type { WordForm } from './wordForm.js';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The response form as a Word document and as a page to print: blank, and filled with a draft. */
export function formRoutes(deps: Deps): Router {
  const router = Router();

  router.get(paths.consultationWordForm.pattern, onlyRespondents, async (req, res) => {
    const reference = referenceOf(req);
    await send(req, res, await blankForm(deps, req.viewer, reference), `${reference}-response-form`);
  });

  router.get(paths.consultationForm.pattern, onlyRespondents, async (req, res) => {
    const reference = referenceOf(req);
    const form = await blankForm(deps, req.viewer, reference);
    const back = { text: reference, href: paths.consultation({ reference }) };
    render(
      req,
      res,
      'responses/word-print',
      printPage(form, { word: paths.consultationWordForm({ reference }), back }),
    );
  });

  router.get(paths.deskPreviewForm.pattern, onlySecas, async (req, res) => {
    const reference = referenceOf(req);
    const form = await previewedForm(deps, reference);
    const back = { text: 'Preview', href: paths.deskPreview({ reference }) };
    const word = paths.deskPreviewWordForm({ reference });
    render(req, res, 'responses/word-print', printPage(form, { word, back }));
  });

  router.get(paths.deskPreviewWordForm.pattern, onlySecas, async (req, res) => {
    const reference = referenceOf(req);
    await send(req, res, await previewedForm(deps, reference), `${reference}-preview`);
  });

  router.get(paths.responseWordForm.pattern, onlyRespondents, async (req, res) => {
    const { form, draft } = await filledForm(deps, req.viewer, urlId(req));
    await send(req, res, form, `${draft.consultation.reference}-response`);
  });

  router.get(paths.responseForm.pattern, onlyRespondents, async (req, res) => {
    const { form, draft } = await filledForm(deps, req.viewer, urlId(req));
    const { id, consultation } = draft;
    const back = { text: consultation.reference, href: paths.response({ id }) };
    render(req, res, 'responses/word-print', printPage(form, { word: paths.responseWordForm({ id }), back }));
  });

  return router;
}

async function send(req: Request, res: Response, form: WordForm, name: string): Promise<void> {
  const bytes = await writeWordForm(form, personOf(req.viewer).id);
  res.setHeader('Content-Type', WORD);
  res.setHeader('Content-Disposition', `attachment; filename="${name}.docx"`);
  res.setHeader('Cache-Control', 'no-store');
  res.send(bytes);
}

const referenceOf = (req: Request): string => {
  const reference = asReference(String(req.params['reference']));
  if (!reference) throw new NotFound();
  return reference;
};
