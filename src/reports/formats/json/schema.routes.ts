import { Router } from 'express';
import { z } from 'zod';
import type { Deps } from '../../../deps.js';
import { paths } from '../../../paths.js';
import { reportFile } from './reportFile.js';

/** The JSON Schema (draft 2020-12) of a report as JSON, for everybody: it is the same for all versions. */
export function schemaRoutes({ config }: Deps): Router {
  const router = Router();
  const { $schema, ...shape } = z.toJSONSchema(reportFile, { target: 'draft-2020-12' });
  const schema = {
    $schema,
    $id: config.baseUrl + paths.reportSchema(),
    title: 'Consultation report',
    ...shape,
  };
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  router.get(paths.reportSchema.pattern, (_req, res) => {
    res.set('Cache-Control', 'public, max-age=3600').type('application/schema+json').send(text);
  });
  return router;
}
