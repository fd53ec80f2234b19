import { Temporal } from 'temporal-polyfill';
import { paths } from '../../../src/paths.js';
import { freezeReport } from '../../../src/reports/editions/freezeReport.js';
import { aReport } from '../aReport.js';
import { download } from '../reading.js';

/** A report that is frozen, of whose files none is there yet. */
export async function aFrozenReport() {
  const report = await aReport({ closed: false });
  const { db, portal, consultation, trusted } = report;
  portal.clock.set('2017-02-09T09:00:00Z');
  const { reference } = consultation;
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: Temporal.Instant.from('2017-02-08T17:00:00Z'),
    closed_at: Temporal.Instant.from('2017-02-08T17:00:20Z'),
  });
  await freezeReport(db, reference, portal.clock.now());
  // The version in full is none of this test's business.
  await db.raw(
    `update report_making set completed_at = clock_timestamp() where edition_id in (
       select id from report_edition where version = 'confidential')`,
  );
  const urls = {
    page: paths.panelConsultation({ reference }),
    csv: paths.reportFile({ reference, ending: 'csv' }),
    pack: paths.pack({ reference }),
  };
  const statusOf = async (url: string) => (await download(trusted, url)).status;
  const fallSilent = () =>
    db.raw(`update report_making set claimed_until = clock_timestamp() - interval '1 second'`);
  return { ...report, urls, statusOf, fallSilent };
}
