import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  getConsultationFor,
  getPublishedConsultation,
  type Consultation,
} from '../../consultations/consultations.store.js';
import { counted } from '../../counted.js';
import type { Deps } from '../../deps.js';
import { Conflict, NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { previewPage, publishedPage } from './published.page.js';
import { listPublications, listPublishedPoints, listTheirs } from './published.store.js';
import { publishDispositions, readToPublish } from './publishDispositions.js';

const publishForm = z.strictObject({ mark: z.string().regex(/^[0-9a-f]{64}$/) });
// Links come with whatever a mail program adds.
const versionQuery = z.object({
  version: z.coerce.number().int().min(1).max(100_000).optional().catch(undefined),
});

/** The dispositions are previewed and published at the desk, and read by everybody. */
export function publishingRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskPublishDispositions.pattern, onlySecas, async (req, res) => {
    await showPreview(req, res, await getPublishedConsultation(db, String(req.params['reference'])));
  });

  router.post(paths.deskPublishDispositions.pattern, onlySecas, async (req, res) => {
    const { mark } = parse(publishForm, req.body);
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const { reference } = consultation;
    try {
      const by = personOf(req.viewer).id;
      const { number, told } = await publishDispositions(deps, by, { reference, mark }, clock.now());
      leaveNotice(
        req,
        `Version ${number} is published. ${counted(told, 'person is', 'people are')} told by mail.`,
      );
      res.redirect(303, paths.deskDispositions({ reference }));
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await showPreview(req, res, consultation, error);
    }
  });

  router.get(paths.dispositions.pattern, async (req, res) => {
    const { version } = parse(versionQuery, req.query);
    const given = String(req.params['reference']);
    const consultation = await getConsultationFor(db, req.viewer, given, clock.now());
    const publications = await listPublications(db, consultation.id);
    const shown = version ? publications.find(({ number }) => number === version) : publications[0];
    if (!shown) throw new NotFound();
    const ours = req.viewer.represents.map(({ organisationId }) => organisationId);
    const [points, theirs] = await Promise.all([
      listPublishedPoints(db, shown.id),
      listTheirs(db, shown.id, ours),
    ]);
    const page = publishedPage(consultation, shown, { publications, points, theirs });
    render(req, res, 'collation/dispositions/published', page);
  });

  async function showPreview(
    req: Request,
    res: Response,
    consultation: Consultation,
    conflict?: Conflict,
  ): Promise<void> {
    const now = await readToPublish(db, consultation);
    render(req, res, 'collation/dispositions/publish', previewPage(consultation, now, conflict?.message), {
      status: conflict?.status,
    });
  }

  return router;
}
