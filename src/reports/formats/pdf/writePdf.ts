import type { Writable } from 'node:stream';
import { KINDS } from '../../../consultations/consultations.rules.js';
import { inSentence } from '../../../counted.js';
import type { Db } from '../../../db/connection.js';
import { NotFound } from '../../../errors.js';
import { MAKES_PDF, NO_PDF } from '../../../pdf/compiler.js';
import { datetimeOf } from '../../../pdf/datetime.js';
import { makeLongPdf } from '../../../pdf/long/makeLongPdf.js';
import { documentOf } from '../../document/documentOf.js';
import type { Report } from '../../report.js';
import { CALLED, versionNamed } from '../../words.js';
import { piecesOf } from './pieces.js';

const ACCENT = '#1f4e79';

/**
 * Writes the report as a document to print and to file: a tagged PDF (PDF/UA-1) of any length. It bears the date of the
 * closing, and none of its own making.
 * @throws NotFound where this installation makes no PDF; Busy when it could not be made
 */
export async function writePdf(bulk: Db, report: Report, out: Writable): Promise<void> {
  if (!MAKES_PDF) throw new NotFound(NO_PDF);
  const { consultation, version, closedAt } = report;
  const { reference, title, kind } = consultation;
  const what = CALLED[version];
  const job = {
    frame: 'reports/document/frame.typ',
    part: 'reports/document/part.typ',
    data: {
      title: `${reference}: ${inSentence(what)}`,
      heading: title,
      subtitle: `${what} · ${reference} · ${KINDS[kind]}`,
      service: 'SECAS',
      colour: ACCENT,
      madeAt: datetimeOf(closedAt ?? consultation.closesAt),
      running: `${reference} · ${what} · ${versionNamed(report)}`,
      marking: markingOf(report),
    },
  };
  await makeLongPdf(job, piecesOf(documentOf(bulk, report)), `report ${consultation.id}`, out);
}

/** Above every page. */
function markingOf(report: Report): string {
  const { version, edition } = report;
  if (version === 'confidential') return 'Confidential: do not pass on';
  if (version === 'issuer') return versionNamed(report);
  return version === 'public' && !edition ? 'Preview: not published' : '';
}
