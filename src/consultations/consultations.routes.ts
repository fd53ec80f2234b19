import { Router, type Request } from 'express';
import { z } from 'zod';
import { sendFile } from '../attachments/download.js';
import type { Deps } from '../deps.js';
import { NotFound } from '../errors.js';
import { count, parse } from '../http/forms.js';
import { render } from '../http/render.js';
import { urlId } from '../http/urlId.js';
import { paths } from '../paths.js';
import { consultationPage } from './consultation.page.js';
import { listConsultations } from './consultationList.store.js';
import { asReference, KINDS, type Kind } from './consultations.rules.js';
import { getConsultationFor } from './consultations.store.js';
import { getDocument } from './documents/documents.store.js';
import { hasUnstorable } from './formText.js';
import { frontPage } from './front.page.js';
import { modificationPage } from './modification/modification.page.js';
import { asModification } from './modification/modification.rules.js';
import { findPublishedSummary } from './outcome/summary.store.js';
import { summaryPage } from './outcome/summaryShown.page.js';
import { organisationIdsOf, readInFull } from './readInFull.js';

const LONGEST_SEARCH = 200;

// Links to the front page come with whatever a mail program adds: what it does not know is left aside.
const frontQuery = z.object({
  q: z
    .string()
    .max(LONGEST_SEARCH)
    .refine((text) => !hasUnstorable(text))
    .default(''),
  kind: z.enum(['', ...(Object.keys(KINDS) as Kind[])]).default(''),
  issuer: z
    .string()
    .max(LONGEST_SEARCH)
    .refine((text) => !hasUnstorable(text))
    .default(''),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

/** What everybody may read: the consultations, each of them, and their documents. */
export function consultationsRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.front.pattern, async (req, res) => {
    const query = parse(frontQuery, req.query);
    const at = clock.now();
    const listing = await listConsultations(db, {
      words: query.q.split(/\s+/).filter(Boolean).slice(0, 10),
      kind: query.kind || undefined,
      issuer: query.issuer || undefined,
      page: query.page,
      organisationIds: organisationsOf(req),
      at,
    });
    render(req, res, 'consultations/front', frontPage(listing, query, at));
  });

  router.get(paths.consultation.pattern, async (req, res) => {
    const at = clock.now();
    const given = String(req.params['reference']);
    const reference = asReference(given);
    if (!reference) throw new NotFound();
    const consultation = await getConsultationFor(db, req.viewer, reference, at);
    if (given !== reference) return res.redirect(301, paths.consultation({ reference }));
    const all = await readInFull(db, consultation, req.viewer, at);
    render(req, res, 'consultations/consultation', consultationPage(all, req.viewer, at));
  });

  router.get(paths.consultationSummary.pattern, async (req, res) => {
    const reference = String(req.params['reference']);
    const consultation = await getConsultationFor(db, req.viewer, reference, clock.now());
    const number = count.safeParse(req.params['number']);
    const [summary, latest] = await Promise.all([
      number.success ? findPublishedSummary(db, consultation.id, number.data) : undefined,
      findPublishedSummary(db, consultation.id),
    ]);
    if (!summary || !latest) throw new NotFound();
    render(req, res, 'consultations/outcome/summary-page', summaryPage(consultation, summary, latest));
  });

  router.get(paths.modification.pattern, async (req, res) => {
    const given = String(req.params['modification']);
    const modification = asModification(given);
    if (!modification) throw new NotFound();
    if (given !== modification) return res.redirect(301, paths.modification({ modification }));
    const at = clock.now();
    const organisationIds = organisationsOf(req);
    const wanted = { words: [], modifications: [modification], page: 1, organisationIds, at };
    const listing = await listConsultations(db, wanted);
    render(req, res, 'consultations/modification/modification', modificationPage(modification, listing, at));
  });

  router.get(paths.consultationDocument.pattern, async (req, res) => {
    const consultation = await getConsultationFor(
      db,
      req.viewer,
      String(req.params['reference']),
      clock.now(),
    );
    const { file } = await getDocument(db, consultation.id, urlId(req));
    await sendFile(deps, req, res, file);
  });

  return router;
}

const organisationsOf = (req: Request): string[] => organisationIdsOf(req.viewer);
