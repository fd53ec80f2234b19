import { Router, type Request } from 'express';
import { z } from 'zod';
import { sendFile } from '../../attachments/download.js';
import { removeUnlinkedFiles } from '../../attachments/files.store.js';
import { readUpload } from '../../attachments/upload.js';
import { getPublishedConsultation, type Consultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Invalid, NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { findMailOf } from '../mails/mails.store.js';
import { recordOriginalTaken } from '../reading/looks.js';
import { enterPage } from './enter.page.js';
import { findOriginal } from './entered.store.js';
import { readEnterFacts } from './readEnterFacts.js';
import { replaceOriginal } from './replaceOriginal.js';
import { discardEntered } from './startEnteredResponse.js';

const nothing = z.strictObject({});

/** What SECAS is entering: its original, seen or replaced, and taking back what was begun by mistake. */
export function enteredRoutes(deps: Deps): Router {
  const { db, bulk, clock } = deps;
  const router = Router();

  router.get(paths.deskEnteredOriginal.pattern, onlySecas, async (req, res) => {
    const { id } = await consultationOf(req);
    const responseId = urlId(req, 'response');
    const original = await findOriginal(db, responseId, id);
    if (!original) throw new NotFound();
    const look = { by: personOf(req.viewer).id, at: clock.now() };
    await recordOriginalTaken(db, { consultationId: id, subjectId: responseId, file: original.name }, look);
    await sendFile(deps, req, res, original);
  });

  router.post(paths.deskEnteredOriginal.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    const { id: consultationId, reference } = consultation;
    const responseId = urlId(req, 'response');
    if (!(await findOriginal(db, responseId, consultationId))) throw new NotFound();
    try {
      const options = { fields: nothing, field: 'original', maxFiles: 1 };
      const { files } = await readUpload(req, res, deps, options);
      const fileId = files[0]!.id;
      try {
        await replaceOriginal(db, personOf(req.viewer), { consultationId, responseId, fileId }, clock.now());
      } finally {
        await removeUnlinkedFiles(bulk, [fileId]);
      }
      leaveNotice(req, 'The original has been replaced.');
      res.redirect(303, paths.deskEnter({ reference }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const facts = await readEnterFacts(db, consultationId, '', clock.now());
      const problems = error.problems.map(({ text }) => ({ field: `original-${responseId}`, text }));
      const page = enterPage(consultation, facts, { search: '', name: '', problems });
      render(req, res, 'collation/entering/enter', page, { status: 422 });
    }
  });

  router.post(paths.deskDiscardEntered.pattern, onlySecas, async (req, res) => {
    parse(nothing, req.body);
    const { id: consultationId, reference } = await consultationOf(req);
    const entered = { consultationId, responseId: urlId(req, 'response') };
    const mail = await findMailOf(db, entered.responseId);
    await discardEntered(db, personOf(req.viewer), entered, clock.now());
    leaveNotice(
      req,
      mail
        ? 'What had been entered is gone. The mail waits to be entered again.'
        : 'What had been entered is gone, with its original.',
    );
    res.redirect(303, paths.deskEnter({ reference }));
  });

  const consultationOf = (req: Request): Promise<Consultation> =>
    getPublishedConsultation(db, String(req.params['reference']));

  return router;
}
