import { getPublishedConsultation } from '../../src/consultations/consultations.store.js';
import type { Deps } from '../../src/deps.js';
import { freezeReport } from '../../src/reports/editions/freezeReport.js';
import { makeReports } from '../../src/reports/editions/makeReports.js';
import { FORMATS, type Format } from '../../src/reports/formats/formats.js';
import { makeIssuersPack } from '../../src/reports/issuer/makeIssuersPack.js';
import { lookThrough } from '../../src/reports/published/lookThrough.js';

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

/** Has the pack for the issuer made as it would be now, as SECAS does that has looked at it, and its files. */
export async function makeForIssuer(
  deps: Deps,
  reference: string,
  by: { id: string },
  options: { pdf?: boolean } = {},
): Promise<void> {
  const { db, clock } = deps;
  const consultation = await getPublishedConsultation(db, reference);
  const { mark: seen } = await lookThrough(db, consultation);
  await makeIssuersPack(db, by.id, { id: consultation.id, seen }, clock.now());
  await makeNow(deps, options);
}
