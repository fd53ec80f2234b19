import { Router } from 'express';
import { z } from 'zod';
import type { Deps } from '../deps.js';
import { parse } from '../http/forms.js';
import { leaveNotice, render } from '../http/render.js';
import { onlySecas } from '../http/viewer.js';
import { paths } from '../paths.js';
import { importNothingPage, importPage, previewPage } from './importPeople.page.js';
import { importPeople, previewImport } from './importPeople.js';
import { decodeCsv, receiveCsv } from './receiveCsv.js';
import { personOf } from './viewer.js';

const importing = z.strictObject({
  csv: z.string().optional(),
  addOrganisations: z.literal('yes').optional(),
  step: z.enum(['preview', 'confirm']),
});

/** SECAS brings in representatives from CSV: the file, then what would change, then the change. */
export function importPeopleRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskPeopleImport.pattern, onlySecas, (req, res) => {
    render(req, res, 'people/import', importPage({ csv: '', addOrganisations: false }));
  });

  router.post(paths.deskPeopleImport.pattern, onlySecas, async (req, res) => {
    await receiveCsv(req, res);
    const { csv: pasted = '', step, ...form } = parse(importing, req.body);
    const csv = req.file ? decodeCsv(req.file.buffer) : pasted;
    const addOrganisations = form.addOrganisations === 'yes';
    if (csv.trim() === '') {
      const page = importNothingPage({ csv: '', addOrganisations });
      return render(req, res, 'people/import', page, { status: 422 });
    }
    // The preview is worked out again before it is done: others may have changed something in between.
    const preview = await previewImport(db, csv, addOrganisations);
    if (preview.problems.length > 0) {
      const page = importPage({ csv: pasted, addOrganisations }, preview.problems);
      return render(req, res, 'people/import', page, { status: 422 });
    }
    if (step === 'preview') {
      return render(req, res, 'people/import-preview', previewPage({ csv, addOrganisations }, preview));
    }
    const given = await importPeople(deps, personOf(req.viewer).id, preview, clock.now());
    const people = given === 1 ? 'One person has' : `${given.toLocaleString('en-GB')} people have`;
    leaveNotice(req, `${people} been given access, and told by mail how to sign in.`);
    res.redirect(303, paths.deskPeople());
  });

  return router;
}
