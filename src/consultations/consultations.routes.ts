import { Router, type Request } from 'express';
import { z } from 'zod';
import { sendFile } from '../attachments/download.js';
import { isPublished } from '../collation/dispositions/published.store.js';
import type { Db } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { NotFound } from '../errors.js';
import { count, parse } from '../http/forms.js';
import { render } from '../http/render.js';
import { urlId } from '../http/urlId.js';
import { paths } from '../paths.js';
import type { Viewer } from '../people/viewer.js';
import { listRoots } from '../proof/tree.store.js';
import { consultationPage } from './consultation.page.js';
import { listConsultations } from './consultationList.store.js';
import { asReference, KINDS, type Kind } from './consultations.rules.js';
import { findCurrentIssue, getConsultationFor, type Consultation } from './consultations.store.js';
import { getDocument, listDocuments } from './documents/documents.store.js';
import { hasUnstorable } from './formText.js';
import { frontPage } from './front.page.js';
import { listHistory } from './history.store.js';
import { modificationPage } from './modification/modification.page.js';
import { asModification, modificationsOf } from './modification/modification.rules.js';
import { findPublishedSummary } from './outcome/summary.store.js';
import { summaryPage } from './outcome/summaryShown.page.js';
import type { Question } from './questions.js';
import { getQuestionDraft } from './questions/questions.store.js';
import { listStandings } from './standing.store.js';

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
    const { id } = consultation;
    const organisationIds = organisationsOf(req);
    const modifications = modificationsOf(consultation);
    const [questions, documents, history, roots, dispositions, standings, summary, sameModification] =
      await Promise.all([
        listQuestions(db, consultation, req.viewer),
        listDocuments(db, id),
        listHistory(db, id, organisationIds),
        listRoots(db, { 'c.id': id }),
        consultation.closed && isPublished(db, id),
        listStandings(db, id, organisationIds),
        findPublishedSummary(db, id),
        modifications.length > 0
          ? listConsultations(db, { words: [], modifications, page: 1, organisationIds, at })
          : undefined,
      ]);
    const all = {
      consultation,
      questions,
      documents,
      history,
      roots,
      dispositions,
      standings,
      summary,
      sameModification,
    };
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

/** What has been issued; SECAS sees a consultation before that as it will be. */
async function listQuestions(db: Db, { id, publishedAt }: Consultation, viewer: Viewer): Promise<Question[]> {
  if (publishedAt) return (await findCurrentIssue(db, id))?.questions ?? [];
  return viewer.secas ? getQuestionDraft(db, id) : [];
}

const organisationsOf = (req: Request): string[] =>
  req.viewer.represents.map(({ organisationId }) => organisationId);
