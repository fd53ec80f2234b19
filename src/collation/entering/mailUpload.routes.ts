import { Router } from 'express';
import { z } from 'zod';
import { mailTypeFinder } from '../../attachments/mailType.js';
import { readUpload } from '../../attachments/upload.js';
import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Invalid } from '../../errors.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { receiveMail } from '../mails/receiveMail.js';
import { enterPage } from './enter.page.js';
import { readEnterFacts } from './readEnterFacts.js';

const nothing = z.strictObject({});

/** A mail is uploaded, to be entered. */
export function mailUploadRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.post(paths.deskMails.pattern, onlySecas, async (req, res) => {
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const { id, reference } = consultation;
    try {
      const options = { fields: nothing, field: 'mail', maxFiles: 1, findType: mailTypeFinder };
      const { files } = await readUpload(req, res, deps, options);
      const mail = await receiveMail(deps, personOf(req.viewer), id, files[0]!);
      if ('bounced' in mail) {
        leaveNotice(req, bounceNotice(mail.bounced));
        return res.redirect(303, paths.deskEnter({ reference }));
      }
      if (mail.already) leaveNotice(req, 'This mail is there already: here it is.');
      res.redirect(303, paths.deskMail({ reference, mail: mail.id }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const facts = await readEnterFacts(db, id, '', clock.now());
      const page = enterPage(consultation, facts, { search: '', name: '', problems: error.problems });
      render(req, res, 'collation/entering/enter', page, { status: 422 });
    }
  });

  return router;
}

const bounceNotice = (told: string[]): string =>
  told.length > 0
    ? `This is no response, but a mail of the portal that came back, and is noted: ${told.join('; ')}`
    : 'This is no response, but a mail of the portal that came back. It had been noted before.';
