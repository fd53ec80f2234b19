import { Router } from 'express';
import { z } from 'zod';
import { recordAudits } from '../../audit/audit.store.js';
import { asModification } from '../../consultations/modification/modification.rules.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { render } from '../../http/render.js';
import { onlyPanel } from '../../http/viewer.js';
import { fromToday } from '../../meetings/meeting.rules.js';
import { listMeetings, listPacks } from '../../meetings/meetings.store.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { maySeeVersion, readerOf } from '../access.rules.js';
import { FROZEN } from '../editions/editions.store.js';
import { listPage, MOST_MEETINGS, REPORTS_PER_PAGE } from './panel.page.js';
import { listReady, listRunning } from './panel.store.js';
import { POSITIONS_PER_PAGE, positionsPage } from './positions.page.js';
import { countChanged, listChanged, listStages } from './positions.store.js';

const page = z.coerce.number().int().min(1).max(10_000).catch(1);
const listed = z.object({ page });
const changed = z.object({ page, version: z.enum(FROZEN).catch('all') });

/** What a Panel member opens before a meeting; SECAS too. */
export function panelRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.panel.pattern, onlyPanel, async (req, res) => {
    const asked = parse(listed, req.query);
    const reader = readerOf(req.viewer);
    const offset = (asked.page - 1) * REPORTS_PER_PAGE;
    const [ready, running, meetings] = await Promise.all([
      listReady(db, reader, { limit: REPORTS_PER_PAGE, offset }),
      listRunning(db, REPORTS_PER_PAGE),
      asked.page === 1 ? listMeetings(db, fromToday(clock.now()), MOST_MEETINGS) : [],
    ]);
    const [packs, positions] = await Promise.all([
      listPacks(db, reader, meetings),
      countChanged(db, ready.rows, 'all'),
    ]);
    const list = { meetings, packs, ready, positions, running, page: asked.page };
    render(req, res, 'reports/list', listPage(list, req.viewer, clock.now()));
  });

  router.get(paths.changedPositions.pattern, onlyPanel, async (req, res) => {
    const asked = parse(changed, req.query);
    const { version } = asked;
    if (!maySeeVersion(req.viewer, version)) throw new NotFound();
    const modification = asModification(String(req.params['modification']));
    const stages = modification === undefined ? [] : await listStages(db, modification);
    if (modification === undefined || stages.length === 0) throw new NotFound();
    const offset = (asked.page - 1) * POSITIONS_PER_PAGE;
    const found = await listChanged(db, modification, version, { limit: POSITIONS_PER_PAGE, offset });
    if (version === 'confidential') {
      const read = { action: 'report.read', at: clock.now(), personId: personOf(req.viewer).id } as const;
      const detail = { version, what: 'positions that changed' };
      await recordAudits(
        db,
        stages.map(({ id }) => ({ ...read, consultationId: id, detail })),
      );
    }
    const other = FROZEN.find((one) => one !== version && maySeeVersion(req.viewer, one));
    render(req, res, 'reports/positions', positionsPage(modification, stages, found, { ...asked, other }));
  });

  return router;
}
