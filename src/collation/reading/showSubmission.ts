import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Consultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { parse, searchedFor } from '../../http/forms.js';
import { render } from '../../http/render.js';
import { personOf } from '../../people/viewer.js';
import type { WrongComment } from '../comments/commentBlock.js';
import { markHits } from '../searching/markedPage.js';
import { filtersQuery } from './filters.js';
import { recordLook } from './looks.js';
import { readSubmission } from './readSubmission.js';
import { submissionPage } from './submission.page.js';

/**
 * The page of one response, among those that the address filters, the words that it looks for marked. A look at what
 * is confidential is recorded. @param wrong a comment that could not be kept, shown again where it was typed
 * @throws NotFound
 */
export async function showSubmission(
  { db, clock }: Deps,
  req: Request,
  res: Response,
  consultation: Consultation,
  id: string,
  wrong?: WrongComment,
  status = 200,
): Promise<void> {
  const viewer = personOf(req.viewer).id;
  const filters = parse(filtersQuery, req.query);
  const read = await readSubmission(db, consultation, id, { viewer, filters });
  const beside = [...read.clarifications.values()].flat().some(({ confidential }) => confidential);
  await recordLook(db, read.submission, { by: viewer, at: clock.now() }, beside);
  const { q } = parse(z.object({ q: searchedFor }), req.query);
  const at = { reference: consultation.reference, submission: read.submission.id };
  const page = await markHits(db, submissionPage(read, wrong), at, q);
  render(req, res, 'collation/reading/submission', page, { status });
}
