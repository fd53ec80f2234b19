import { paths } from '../../paths.js';
import { queryOf } from '../address.js';
import type { Edition } from '../editions/editions.store.js';
import type { ReportFile } from '../formats/formats.js';
import type { Report } from '../report.js';

/** Where a report, its files and its attachments are, in its version. */
export interface ReportLinks {
  page: string;
  as: (file: ReportFile) => string;
  pack: string;
  file: (attachment: string) => string;
}

/** Where everybody reads it once it is published; for the Panel and SECAS otherwise. What is downloaded is what is read. */
export function linksOf(report: Report): ReportLinks {
  const { consultation, version, edition, everybody } = report;
  const { reference } = consultation;
  if (everybody) {
    return {
      page: paths.publishedResponses({ reference }),
      as: ({ ending, volume }) => paths.publishedReport({ reference, ending }) + queryOf({ volume }),
      pack: paths.publishedPack({ reference }),
      file: (attachment) => paths.publishedFile({ reference, attachment }),
    };
  }
  const asRead = queryOf({ version, edition });
  return {
    page: paths.panelConsultation({ reference }) + queryOf({ version }),
    as: ({ ending, volume }) =>
      paths.reportFile({ reference, ending }) + queryOf({ version, edition, volume }),
    pack: paths.pack({ reference }) + asRead,
    file: (attachment) => paths.panelAttachment({ reference, attachment }) + asRead,
  };
}

/** The page of another edition of the same report. */
export const editionLink = (
  { consultation: { reference }, version }: Report,
  edition: Pick<Edition, 'number'>,
): string => paths.panelConsultation({ reference }) + queryOf({ version, edition });
