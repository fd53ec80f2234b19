import { Router } from 'express';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Deps } from '../deps.js';
import { parse, searchedFor } from '../http/forms.js';
import { render } from '../http/render.js';
import { urlId } from '../http/urlId.js';
import { onlySecas } from '../http/viewer.js';
import { londonDate, readDay } from '../londonTime.js';
import { paths } from '../paths.js';
import { PARTY_CATEGORIES } from './category.rules.js';
import { importRegisterRoutes } from './importRegister.routes.js';
import { PAGE_SIZE, partiesPage } from './parties.page.js';
import { countParties, listParties } from './parties.store.js';
import { partyPage } from './party.page.js';
import { getParty } from './party.store.js';
import { statisticsPage, type AskedPeriod } from './statistics.page.js';
import { getStatistics } from './statistics.store.js';

const listed = z.object({
  search: searchedFor,
  category: z.enum(['', ...PARTY_CATEGORIES]).catch(''),
  show: z.enum(['current', 'left', 'all']).catch('current'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

const period = z.object({
  from: z.string().trim().max(20).catch(''),
  to: z.string().trim().max(20).catch(''),
});

/** SECAS looks Parties up and brings the register in. */
export function partiesRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskParties.pattern, onlySecas, async (req, res) => {
    const { page, ...filter } = parse(listed, req.query);
    const day = londonDate(clock.now());
    const [counts, found] = await Promise.all([
      countParties(db, day),
      listParties(db, day, filter, { number: page, size: PAGE_SIZE }),
    ]);
    render(req, res, 'parties/parties', partiesPage(counts, found, filter, page, day));
  });

  router.use(importRegisterRoutes(deps));

  router.get(paths.deskPartiesStatistics.pattern, onlySecas, async (req, res) => {
    const asked = periodOf(parse(period, req.query), londonDate(clock.now()));
    const statistics = await getStatistics(db, asked.days.from, asked.days.to);
    render(req, res, 'parties/statistics', statisticsPage(asked, statistics));
  });

  router.get(paths.deskParty.pattern, onlySecas, async (req, res) => {
    const party = await getParty(db, urlId(req));
    render(req, res, 'parties/party', partyPage(party, londonDate(clock.now())));
  });

  return router;
}

/** Nothing said is the month up to today; what is no day is said, and the month is shown. */
function periodOf(typed: { from: string; to: string }, today: string): AskedPeriod {
  const month = { from: Temporal.PlainDate.from(today).subtract({ months: 1 }).toString(), to: today };
  const [from, to] = [typed.from || month.from, typed.to || month.to].map(readDay);
  const NO_DAY = 'Enter a day such as 30/1/2017';
  const wrong: AskedPeriod['wrong'] = [
    ...(from ? [] : [{ field: 'from' as const, text: NO_DAY }]),
    ...(to ? [] : [{ field: 'to' as const, text: NO_DAY }]),
    ...(from && to && Temporal.PlainDate.compare(from, to) > 0
      ? [{ field: 'to' as const, text: 'The last day must not be before the first' }]
      : []),
  ];
  const days = from && to && wrong.length === 0 ? { from: from.toString(), to: to.toString() } : month;
  return { typed: { from: typed.from || shown(days.from), to: typed.to || shown(days.to) }, days, wrong };
}

/** As it is typed: `30/1/2017`. */
function shown(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day}/${month}/${year}`;
}
