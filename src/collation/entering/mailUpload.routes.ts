import { Router } from 'express';
import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Invalid } from '../../errors.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { uploadMail } from '../mails/uploadMail.js';
import { enterPage } from './enter.page.js';
import { readEnterFacts } from './readEnterFacts.js';

/** A mail is uploaded, to be entered. */
export function mailUploadRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.post(paths.deskMails.pattern, onlySecas, async (req, res) => {
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const { id, reference } = consultation;
    try {
      const mail = await uploadMail(deps, req, res, id);
      if (mail.notice) leaveNotice(req, mail.notice);
      res.redirect(
        303,
        mail.id ? paths.deskMail({ reference, mail: mail.id }) : paths.deskEnter({ reference }),
      );
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const facts = await readEnterFacts(db, id, '', clock.now());
      const page = enterPage(consultation, facts, { search: '', name: '', problems: error.problems });
      render(req, res, 'collation/entering/enter', page, { status: 422 });
    }
  });

  return router;
}
