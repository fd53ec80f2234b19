import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { removeUnlinkedFiles } from '../../attachments/files.store.js';
import { readUpload } from '../../attachments/upload.js';
import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Invalid, NotFound, type Problem } from '../../errors.js';
import { parse, searchedFor } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { londonDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { listWorkOn, type Work } from '../../responses/drafting/work.store.js';
import { getMail, type ArrivedMail } from '../mails/mails.store.js';
import { addOrganisation } from './addOrganisation.js';
import { enterPage, type Choosing } from './enter.page.js';
import { enterForPath } from './enterPaths.js';
import { enterForm, filledFrom, mostFields, readEntered, type EnterForm } from './enterForm.js';
import { enterForPage } from './enterFor.page.js';
import { readEnterFacts } from './readEnterFacts.js';
import { startEnteredResponse } from './startEnteredResponse.js';

/** The mail that is entered, while its organisation is chosen. */
const ofMail = { mail: z.uuid().optional() };
const searchQuery = z.object({ search: searchedFor, ...ofMail });
const mailQuery = z.object(ofMail);
const nameForm = z.strictObject({ name: z.string(), ...ofMail });

type Chosen = Omit<Choosing, 'mail'> & { mailId: string | undefined };

/** SECAS begins to enter a response that came by e-mail or on paper: for whom, when and how it came, the original. */
export function enterRoutes(deps: Deps): Router {
  const { db, bulk, clock, config } = deps;
  const router = Router();

  router.get(paths.deskEnter.pattern, onlySecas, async (req, res) => {
    const { search, mail } = parse(searchQuery, req.query);
    await showChoice(req, res, { search, name: '', problems: [], mailId: mail });
  });

  router.post(paths.deskEnter.pattern, onlySecas, async (req, res) => {
    const { name, mail } = parse(nameForm, req.body);
    const { reference } = await consultationOf(req);
    try {
      const { id } = await addOrganisation(db, personOf(req.viewer), name, clock.now());
      res.redirect(303, enterForPath({ reference, organisation: id }, mail));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showChoice(req, res, { search: '', name, problems: error.problems, mailId: mail });
    }
  });

  router.get(paths.deskEnterFor.pattern, onlySecas, async (req, res) => {
    const work = await workOf(req);
    const mail = await mailOf(work, parse(mailQuery, req.query).mail);
    const form = enterForm.parse({ id: randomUUID(), ...(mail && filledFrom(mail, clock.now())) });
    const page = enterForPage(work, form, config.maxFileBytes, { mail });
    render(req, res, 'collation/entering/enter-for', page);
  });

  router.post(paths.deskEnterFor.pattern, onlySecas, async (req, res) => {
    const work = await workOf(req);
    try {
      const { fields, files } = await readUpload(req, res, deps, {
        fields: enterForm,
        field: 'original',
        maxFiles: 1,
        required: false,
        textFields: mostFields(work.parties.length),
        admit: (typed) => void readEntered(typed),
      });
      try {
        await start(req, work, fields, files[0]?.id);
      } finally {
        // Refused, or the form was sent a second time: then nothing refers to the file.
        await removeUnlinkedFiles(
          bulk,
          files.map(({ id }) => id),
        );
      }
      leaveNotice(req, 'Its original is kept. Now type what it says, then check and submit it.');
      res.redirect(303, paths.response({ id: fields.id }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showWrong(req, res, work, error.problems);
    }
  });

  /** @throws Invalid also when there is neither a file nor a mail */
  async function start(
    req: Request,
    work: Work,
    fields: EnterForm,
    fileId: string | undefined,
  ): Promise<void> {
    const { consultation, organisation } = work;
    const mail = await mailOf(work, fields.mail);
    const originalFileId = mail?.file.id ?? fileId;
    if (!originalFileId) throw new Invalid([{ field: 'original', text: 'Choose a file' }]);
    const entered = {
      ...readEntered(fields),
      consultationId: consultation.id,
      organisationId: organisation.id,
      originalFileId,
      mailId: mail?.id,
    };
    await startEnteredResponse(db, personOf(req.viewer), entered, clock.now());
  }

  const consultationOf = (req: Request) => getPublishedConsultation(db, String(req.params['reference']));

  /** @throws NotFound when there is no such organisation, or the consultation has not been published */
  async function workOf(req: Request): Promise<Work> {
    const { reference } = await consultationOf(req);
    const [work] = await listWorkOn(db, reference, [urlId(req, 'organisation')], londonDate(clock.now()));
    if (!work) throw new NotFound();
    return work;
  }

  /** @throws NotFound also for a mail of another consultation */
  const mailOf = async ({ consultation }: Work, id: string | undefined): Promise<ArrivedMail | undefined> =>
    id ? getMail(db, consultation.id, id) : undefined;

  async function showWrong(req: Request, res: Response, work: Work, problems: Problem[]): Promise<void> {
    const typed = enterForm.safeParse(req.body);
    const form: EnterForm = typed.success ? typed.data : enterForm.parse({ id: randomUUID() });
    const mail = await mailOf(work, form.mail);
    const page = enterForPage(work, form, config.maxFileBytes, { mail, problems });
    render(req, res, 'collation/entering/enter-for', page, { status: 422 });
  }

  async function showChoice(req: Request, res: Response, { mailId, ...choosing }: Chosen): Promise<void> {
    const consultation = await consultationOf(req);
    const facts = await readEnterFacts(db, consultation.id, choosing.search.trim(), clock.now());
    const mail = mailId ? await getMail(db, consultation.id, mailId) : undefined;
    const page = enterPage(consultation, facts, { ...choosing, mail });
    render(req, res, 'collation/entering/enter', page, { status: choosing.problems.length > 0 ? 422 : 200 });
  }

  return router;
}
