import { Router } from 'express';
import type { Deps } from '../deps.js';
import { listDoneMigrations } from '../db/health.store.js';
import { listMigrations } from '../db/migrate.js';
import { paths } from '../paths.js';

/** /healthz: the process answers. /readyz: the database answers and has this release's migrations. */
export function health(deps: Deps): Router {
  const router = Router();
  router.get(paths.healthz.pattern, (_req, res) => {
    res.type('text').send('ok\n');
  });
  router.get(paths.readyz.pattern, async (_req, res) => {
    try {
      const [wanted, done] = await Promise.all([listMigrations(), listDoneMigrations(deps.db)]);
      const missing = wanted.filter((name) => !done.includes(name));
      if (missing.length === 0) res.type('text').send('ready\n');
      else
        res
          .status(503)
          .type('text')
          .send(`migrations to do: ${missing.join(', ')}\n`);
    } catch {
      res.status(503).type('text').send('the database does not answer\n');
    }
  });
  return router;
}
