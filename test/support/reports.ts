import type { Deps } from '../../src/deps.js';
import { freezeReport } from '../../src/reports/editions/freezeReport.js';
import { makeReports } from '../../src/reports/editions/makeReports.js';
import { FORMATS, type Format } from '../../src/reports/formats/formats.js';

/** Has the report frozen as it is now, and its files made, as the worker does once things have settled. */
export async function freezeNow(
  deps: Deps,
  reference: string,
  options: { pdf?: boolean } = {},
): Promise<void> {
  await freezeReport(deps.db, reference, deps.clock.now());
  await makeNow(deps, options);
}

/**
 * Has the files of every edition made that has none yet. Without a PDF, as where there is no compiler for one: each
 * takes a second or more.
 */
export async function makeNow(deps: Deps, options: { pdf?: boolean } = {}): Promise<void> {
  const format: Format = FORMATS.pdf;
  const { here = true } = format;
  format.here = here && (options.pdf ?? false);
  try {
    await makeReports(deps);
  } finally {
    format.here = here;
  }
}
