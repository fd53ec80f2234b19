import type { Report } from '../report.store.js';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};

/** A report as a file to be saved: its type, and a name that tells its version. */
export function fileOf({ consultation, version, publication }: Report, ending: keyof typeof TYPES) {
  const what = publication ? 'responses' : version === 'all' ? 'report' : `report-${version}`;
  return { type: TYPES[ending], name: `${consultation.reference}-${what}.${ending}` };
}
