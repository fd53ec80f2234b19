import type { Deps } from '../../src/deps.js';
import { freezeReport } from '../../src/reports/editions/freezeReport.js';
import { makeReports } from '../../src/reports/editions/makeReports.js';

/** Has the report frozen as it is now, and its files made, as the worker does once things have settled. */
export async function freezeNow(deps: Deps, reference: string): Promise<void> {
  await freezeReport(deps.db, reference, deps.clock.now());
  await makeReports(deps);
}
