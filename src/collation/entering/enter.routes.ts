import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { removeUnlinkedFiles } from '../../attachments/files.store.js';
import { readUpload } from '../../attachments/upload.js';
import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Invalid, NotFound, type Problem } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { londonDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { listWorkOn, type Work } from '../../responses/drafting/work.store.js';
import { addOrganisation } from './addOrganisation.js';
import { enterPage, type Choosing } from './enter.page.js';
import { findOrganisations, listBeingEntered } from './entered.store.js';
import { enterForm, mostFields, readEntered, type EnterForm } from './enterForm.js';
import { enterForPage } from './enterFor.page.js';
import { startEnteredResponse } from './startEnteredResponse.js';

const searchQuery = z.object({ search: z.string().max(200).default('') });
const nameForm = z.strictObject({ name: z.string() });

/** SECAS begins to enter a response that came by e-mail or on paper: for whom, when and how it came, the original. */
export function enterRoutes(deps: Deps): Router {
  const { db, bulk, clock, config } = deps;
  const router = Router();

  router.get(paths.deskEnter.pattern, onlySecas, async (req, res) => {
    const { search } = parse(searchQuery, req.query);
    await showChoice(req, res, { search: search.replaceAll('\0', ''), name: '', problems: [] });
  });

  router.post(paths.deskEnter.pattern, onlySecas, async (req, res) => {
    const { name } = parse(nameForm, req.body);
    const { reference } = await consultationOf(req);
    try {
      const { id } = await addOrganisation(db, personOf(req.viewer), name, clock.now());
      res.redirect(303, paths.deskEnterFor({ reference, organisation: id }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showChoice(req, res, { search: '', name, problems: error.problems });
    }
  });

  router.get(paths.deskEnterFor.pattern, onlySecas, async (req, res) => {
    const form = enterForm.parse({ id: randomUUID() });
    render(
      req,
      res,
      'collation/entering/enter-for',
      enterForPage(await workOf(req), form, config.maxFileBytes),
    );
  });

  router.post(paths.deskEnterFor.pattern, onlySecas, async (req, res) => {
    const work = await workOf(req);
    const { consultation, organisation } = work;
    try {
      const { fields, files } = await readUpload(req, res, deps, {
        fields: enterForm,
        field: 'original',
        maxFiles: 1,
        textFields: mostFields(work.parties.length),
        admit: (typed) => void readEntered(typed),
      });
      const originalFileId = files[0]!.id;
      try {
        const entered = {
          ...readEntered(fields),
          consultationId: consultation.id,
          organisationId: organisation.id,
        };
        await startEnteredResponse(db, personOf(req.viewer), { ...entered, originalFileId }, clock.now());
      } finally {
        // Refused, or the form was sent a second time: then nothing refers to the file.
        await removeUnlinkedFiles(bulk, [originalFileId]);
      }
      leaveNotice(req, 'Its original is kept. Now type what it says, then check and submit it.');
      res.redirect(303, paths.response({ id: fields.id }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      showWrong(req, res, work, error.problems);
    }
  });

  const consultationOf = (req: Request) => getPublishedConsultation(db, String(req.params['reference']));

  /** @throws NotFound when there is no such organisation, or the consultation has not been published */
  async function workOf(req: Request): Promise<Work> {
    const { reference } = await consultationOf(req);
    const [work] = await listWorkOn(db, reference, [urlId(req, 'organisation')], londonDate(clock.now()));
    if (!work) throw new NotFound();
    return work;
  }

  function showWrong(req: Request, res: Response, work: Work, problems: Problem[]): void {
    const typed = enterForm.safeParse(req.body);
    const form: EnterForm = typed.success ? typed.data : enterForm.parse({ id: randomUUID() });
    const page = enterForPage(work, form, config.maxFileBytes, problems);
    render(req, res, 'collation/entering/enter-for', page, { status: 422 });
  }

  async function showChoice(req: Request, res: Response, choosing: Choosing): Promise<void> {
    const consultation = await consultationOf(req);
    const [organisations, beingEntered] = await Promise.all([
      findOrganisations(db, choosing.search.trim(), londonDate(clock.now())),
      listBeingEntered(db, consultation.id),
    ]);
    const status = choosing.problems.length > 0 ? 422 : 200;
    render(
      req,
      res,
      'collation/entering/enter',
      enterPage(consultation, organisations, beingEntered, choosing),
      {
        status,
      },
    );
  }

  return router;
}
