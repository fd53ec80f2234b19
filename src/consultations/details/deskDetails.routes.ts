import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Deps } from '../../deps.js';
import { Invalid, type Problem } from '../../errors.js';
import { parse, searchedFor } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { CATEGORIES } from '../consultations.rules.js';
import { getConsultation, type Consultation } from '../consultations.store.js';
import { correctionPage } from './correction.page.js';
import { correctionForm, readCorrection, type CorrectionForm } from './correctionForm.js';
import { copyPage } from './copying.page.js';
import { listToCopy, readCopied } from './copying.store.js';
import { createConsultation } from './createConsultation.js';
import type { Details } from './details.rules.js';
import { findLastEdit } from './details.store.js';
import { editPage, newPage } from './detailsForm.page.js';
import {
  copyFormOf,
  editForm,
  editFormOf,
  newForm,
  readEdit,
  readNew,
  type EditForm,
} from './detailsForm.js';
import { readDeskConsultation } from '../deskConsultation.js';
import { deskConsultationPage } from '../deskConsultation.page.js';
import { announceConsultation, correctWording, editConsultation, StaleEdit } from './editConsultation.js';

const nothing = z.strictObject({});
const newQuery = z.object({ copy: z.string().max(100).default('') });
const copyQuery = z.object({ q: searchedFor, page: z.coerce.number().int().min(1).max(10_000).default(1) });

/** SECAS creates a consultation, edits it while it is prepared, announces it, and corrects its wording afterwards. */
export function deskDetailsRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskNewConsultation.pattern, onlySecas, async (req, res) => {
    const { copy } = parse(newQuery, req.query);
    if (!copy)
      return render(req, res, 'consultations/details', newPage(newForm.parse({ audience: [...CATEGORIES] })));
    const earlier = await getConsultation(db, copy);
    render(
      req,
      res,
      'consultations/details',
      newPage(copyFormOf(earlier), [], await readCopied(db, earlier)),
    );
  });

  router.get(paths.deskCopy.pattern, onlySecas, async (req, res) => {
    const { q, page } = parse(copyQuery, req.query);
    const found = await listToCopy(db, q, page);
    render(req, res, 'consultations/copy', copyPage(found, { q, page }, clock.now()));
  });

  router.post(paths.deskNewConsultation.pattern, onlySecas, async (req, res) => {
    const form = parse(newForm, req.body);
    const earlier = form.copyOf ? await getConsultation(db, form.copyOf) : undefined;
    try {
      const input = readNew(form, earlier && { id: earlier.id, reference: earlier.reference });
      const { reference } = await createConsultation(db, personOf(req.viewer).id, input, clock.now());
      leaveNotice(req, `${reference} has been created. Nobody but SECAS sees it yet.`);
      res.redirect(303, paths.deskConsultation({ reference }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const page = newPage(form, error.problems, earlier && (await readCopied(db, earlier)));
      render(req, res, 'consultations/details', page, { status: 422 });
    }
  });

  router.get(paths.deskConsultation.pattern, onlySecas, async (req, res) => {
    const at = clock.now();
    const consultation = await getConsultation(db, String(req.params['reference']));
    const all = await readDeskConsultation(db, consultation, at);
    render(req, res, 'consultations/desk-consultation', deskConsultationPage(all, at));
  });

  router.get(paths.deskEdit.pattern, onlySecas, async (req, res) => {
    const consultation = await getConsultation(db, String(req.params['reference']));
    if (consultation.publishedAt) showCorrection(req, res, consultation, { ...consultation, note: '' });
    else showEdit(req, res, consultation, editFormOf(consultation));
  });

  // A correction says what it corrects; the form of one that is not published has no such field.
  router.post(paths.deskEdit.pattern, onlySecas, async (req, res) => {
    const consultation = await getConsultation(db, String(req.params['reference']));
    if (typeof (req.body as { note?: unknown } | undefined)?.note === 'string')
      await correct(req, res, consultation);
    else await edit(req, res, consultation);
  });

  router.post(paths.deskAnnounce.pattern, onlySecas, async (req, res) => {
    parse(nothing, req.body);
    const { id, reference } = await getConsultation(db, String(req.params['reference']));
    await announceConsultation(db, personOf(req.viewer).id, id, clock.now());
    leaveNotice(req, `${reference} has been announced. It takes no responses until it is published.`);
    res.redirect(303, paths.deskConsultation({ reference }));
  });

  async function edit(req: Request, res: Response, consultation: Consultation): Promise<void> {
    const form = parse(editForm, req.body);
    let mine: Details | undefined;
    try {
      mine = readEdit(form);
      const edited = { id: consultation.id, version: form.version };
      const { reference } = await editConsultation(db, personOf(req.viewer).id, edited, mine, clock.now());
      leaveNotice(req, 'The details have been saved.');
      res.redirect(303, paths.deskConsultation({ reference }));
    } catch (error) {
      if (error instanceof Invalid) showEdit(req, res, consultation, form, error.problems);
      else if (error instanceof StaleEdit && mine) {
        const stale = { saved: error.now, mine, by: await findLastEdit(db, consultation.id) };
        const page = editPage(error.now, form, [], stale);
        render(req, res, 'consultations/details', page, { status: 409 });
      } else throw error;
    }
  }

  async function correct(req: Request, res: Response, consultation: Consultation): Promise<void> {
    const form = parse(correctionForm, req.body);
    const { id, reference } = consultation;
    const at = clock.now();
    try {
      const { wording, note } = readCorrection(form);
      const edited = { id, version: form.version };
      await correctWording(db, personOf(req.viewer).id, edited, wording, note, at);
      leaveNotice(req, 'The wording has been corrected; the history says so.');
      res.redirect(303, paths.deskConsultation({ reference }));
    } catch (error) {
      if (error instanceof Invalid) showCorrection(req, res, consultation, form, error.problems);
      else if (error instanceof StaleEdit) {
        const saved = error.now;
        const stale = {
          saved,
          mine: { ...saved, ...readCorrection(form).wording },
          by: await findLastEdit(db, id),
        };
        render(req, res, 'consultations/correction', correctionPage(saved, form, [], stale), { status: 409 });
      } else throw error;
    }
  }

  return router;
}

function showEdit(
  req: Request,
  res: Response,
  consultation: Consultation,
  form: EditForm,
  problems?: Problem[],
): void {
  // The version that was filled in on, not the newest: a colleague's change must still be noticed.
  const page = { ...editPage(consultation, form, problems), version: form.version };
  render(req, res, 'consultations/details', page, { status: problems ? 422 : 200 });
}

function showCorrection(
  req: Request,
  res: Response,
  consultation: Consultation,
  form: Omit<CorrectionForm, 'version'> & { version: number },
  problems?: Problem[],
): void {
  const page = { ...correctionPage(consultation, form, problems), version: form.version };
  render(req, res, 'consultations/correction', page, { status: problems ? 422 : 200 });
}
