import { paths } from '../../../src/paths.js';
import { openForm, send, type Fields } from '../../support/browse.js';
import { makeNow } from '../../support/reports.js';
import { aRedactedReport } from '../published/published.js';

/** A closed consultation of Ofgem with everything that could leak, of which SECAS makes the pack. */
export async function anExternalReport() {
  const report = await aRedactedReport();
  const { portal, db, consultation, secas } = report;
  const { reference } = consultation;
  await db('consultation').where({ id: consultation.id }).update({ kind: 'external', issued_by: 'Ofgem' });
  const desk = paths.deskIssuersPack({ reference });

  /** SECAS looks and presses the button; the worker makes the files where that is asked for. */
  async function make(fields: Fields = { looked: 'yes' }, options: { pdf?: boolean } | false = {}) {
    const { action, held } = await openForm(secas, desk, `form[action="${desk}"]`);
    const reply = await send(secas, action, { ...held, ...fields });
    if (options) await makeNow(portal.deps, options);
    return reply;
  }
  return { ...report, desk, make };
}
