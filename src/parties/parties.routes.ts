import { Router } from 'express';
import { z } from 'zod';
import type { Deps } from '../deps.js';
import { parse } from '../http/forms.js';
import { render } from '../http/render.js';
import { onlySecas } from '../http/viewer.js';
import { londonDate } from '../londonTime.js';
import { paths } from '../paths.js';
import { PARTY_CATEGORIES } from './category.rules.js';
import { importRegisterRoutes } from './importRegister.routes.js';
import { PAGE_SIZE, partiesPage } from './parties.page.js';
import { countParties, listParties } from './parties.store.js';

const listed = z.object({
  search: z.string().max(200).catch(''),
  category: z.enum(['', ...PARTY_CATEGORIES]).catch(''),
  show: z.enum(['current', 'left', 'all']).catch('current'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** SECAS looks Parties up and brings the register in. */
export function partiesRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskParties.pattern, onlySecas, async (req, res) => {
    const { page, search, ...rest } = parse(listed, req.query);
    const filter = { ...rest, search: search.replaceAll('\0', '').trim() };
    const day = londonDate(clock.now());
    const [counts, found] = await Promise.all([
      countParties(db, day),
      listParties(db, day, filter, { number: page, size: PAGE_SIZE }),
    ]);
    render(req, res, 'parties/parties', partiesPage(counts, found, filter, page, day));
  });

  router.use(importRegisterRoutes(deps));
  return router;
}
