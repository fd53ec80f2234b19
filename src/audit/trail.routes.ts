import { Router } from 'express';
import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { soon } from '../beside.js';
import type { Deps } from '../deps.js';
import { parse, searchedFor } from '../http/forms.js';
import { render } from '../http/render.js';
import { sendWritten } from '../http/sendWritten.js';
import { onlySecas } from '../http/viewer.js';
import { instantFromLondon, readDay } from '../londonTime.js';
import { paths } from '../paths.js';
import { SUBJECTS, type AuditSubject } from './actions.js';
import { keepReckoning } from './reckoning.js';
import { ENTRIES_PER_PAGE, trailPage, type AskedTrail } from './trail.page.js';
import { findSealed, listTrail, type TrailFilter } from './trail.store.js';
import { writeTrailCsv } from './trailCsv.js';

const subjects = Object.keys(SUBJECTS) as AuditSubject[];
const asked = z.object({
  words: searchedFor,
  subject: z.enum(['', ...subjects]).catch(''),
  from: z.string().trim().max(20).catch(''),
  to: z.string().trim().max(20).catch(''),
  below: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined),
});

/** SECAS searches the audit trail and takes it away. */
export function trailRoutes({ db, bulk, clock }: Deps): Router {
  const reckon = keepReckoning(bulk, clock);
  const router = Router();

  router.get(paths.deskAudit.pattern, onlySecas, async (req, res) => {
    const { below, ...given } = parse(asked, req.query);
    const range = { below: below ?? null, most: ENTRIES_PER_PAGE + 1 };
    const { filter, wrong } = filterOf(given);
    const reckoning = reckon();
    const [found, last, verdict] = await Promise.all([
      listTrail(db, filter, range),
      findSealed(db),
      // One that fails is made again when the page is next asked for: the trail is shown all the same.
      soon(reckoning).catch(() => undefined),
    ]);
    const sealed = { last, reckoning, verdict };
    const entries = found.slice(0, ENTRIES_PER_PAGE);
    const more = found.length > ENTRIES_PER_PAGE;
    render(req, res, 'audit/trail', trailPage(given, { entries, more }, sealed, below, wrong));
  });

  router.get(paths.deskAuditCsv.pattern, onlySecas, async (req, res) => {
    const { filter } = filterOf(parse(asked, req.query));
    const file = { type: 'text/csv; charset=utf-8', name: 'audit-trail.csv' };
    await sendWritten(bulk, req, res, file, (out) => writeTrailCsv(bulk, filter, out));
  });

  return router;
}

/** The days are London's, both included. `wrong`: the fields that hold something else; they narrow nothing. */
function filterOf({ words, subject, from, to }: AskedTrail) {
  const [first, last] = [readDay(from), readDay(to)];
  const filter: TrailFilter = {
    words,
    subject,
    from: first ? midnight(first) : null,
    before: last ? midnight(last.add({ days: 1 })) : null,
  };
  const wrong = [...(from && !first ? (['from'] as const) : []), ...(to && !last ? (['to'] as const) : [])];
  return { filter, wrong };
}

/** The clocks change after midnight, so that each day has one. */
function midnight(day: Temporal.PlainDate): Temporal.Instant | null {
  const found = instantFromLondon(day.toString(), '00:00');
  return 'instant' in found ? found.instant : null;
}
