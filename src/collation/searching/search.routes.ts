import { Router } from 'express';
import { z } from 'zod';
import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { parse, searchedFor } from '../../http/forms.js';
import { render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { recordSearch, recordSearches } from '../reading/looks.js';
import { FOUND_PER_PAGE, searchPage, UNREAD_SHOWN } from './search.page.js';
import { CONSULTATIONS_PER_PAGE, FOUND_OF_EACH, searchAllPage } from './searchAll.page.js';
import { findQuery, listNotSearched, search, searchAll } from './search.store.js';
import { searchWords } from './searchWords.rules.js';

const asked = z.object({
  words: searchedFor,
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** SECAS searches what was submitted to one consultation, or to all: the answers, and the text of the files. */
export function searchRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.deskSearch.pattern, onlySecas, async (req, res) => {
    const given = parse(asked, req.query);
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const page = { limit: FOUND_PER_PAGE, offset: (given.page - 1) * FOUND_PER_PAGE };
    const find = async () => {
      const query = given.words ? await findQuery(db, searchWords(given.words)) : undefined;
      return query ? search(db, consultation.id, query, page) : undefined;
    };
    const [result, unread] = await Promise.all([find(), listNotSearched(db, consultation.id, UNREAD_SHOWN)]);
    const look = { by: personOf(req.viewer).id, at: clock.now() };
    if (result) await recordSearch(db, consultation.id, result.found, look);
    render(req, res, 'collation/searching/search', searchPage(consultation, given, result, unread));
  });

  router.get(paths.deskSearchAll.pattern, onlySecas, async (req, res) => {
    const given = parse(asked, req.query);
    const query = given.words ? await findQuery(db, searchWords(given.words)) : undefined;
    const page = {
      each: FOUND_OF_EACH,
      limit: CONSULTATIONS_PER_PAGE,
      offset: (given.page - 1) * CONSULTATIONS_PER_PAGE,
    };
    const result = query ? await searchAll(db, query, page) : undefined;
    const look = { by: personOf(req.viewer).id, at: clock.now() };
    const seen = result?.found.map(({ consultation, found }) => ({ consultationId: consultation.id, found }));
    await recordSearches(db, seen ?? [], look);
    render(req, res, 'collation/searching/search-all', searchAllPage(given, result));
  });

  return router;
}
