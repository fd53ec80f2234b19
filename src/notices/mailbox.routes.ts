import { Router } from 'express';
import { z } from 'zod';
import type { Deps } from '../deps.js';
import { parse } from '../http/forms.js';
import { render } from '../http/render.js';
import { paths } from '../paths.js';
import { mailboxPage, mailPage } from './mailbox.page.js';
import { getMail, listMailbox } from './mailbox.store.js';

const filter = z.strictObject({ to: z.string().max(320).optional() });

const MOST_LISTED = 100;

/**
 * The mail that is or would be sent, for whoever tries the portal out. It shows codes: production does not have it,
 * and this router is then empty.
 */
export function mailboxRoutes({ db, config }: Deps): Router {
  const router = Router();
  if (config.production) return router;

  router.get(paths.mailbox.pattern, async (req, res) => {
    const { to = '' } = parse(filter, req.query);
    const mails = await listMailbox(db, to.trim(), MOST_LISTED + 1);
    render(req, res, 'notices/mailbox', mailboxPage(mails, to, MOST_LISTED, config));
  });

  router.get(paths.mailboxMail.pattern, async (req, res) => {
    const mail = await getMail(db, req.params.id);
    render(req, res, 'notices/mail', mailPage(mail, config));
  });

  return router;
}
