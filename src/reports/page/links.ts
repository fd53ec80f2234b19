import { paths } from '../../paths.js';
import type { Report } from '../report.js';

/** Where a report, its files and its attachments are, in its version. */
export interface ReportLinks {
  page: string;
  /** @param ending of a format */
  as: (ending: string) => string;
  pack: string;
  file: (attachment: string) => string;
}

/** For everybody once it is published; for the Panel and SECAS otherwise. */
export function linksOf({ consultation: { reference }, version, publication }: Report): ReportLinks {
  if (publication) {
    return {
      page: paths.publishedResponses({ reference }),
      as: (ending) => paths.publishedReport({ reference, ending }),
      pack: paths.publishedPack({ reference }),
      file: (attachment) => paths.publishedFile({ reference, attachment }),
    };
  }
  const query = version === 'all' ? '' : `?version=${version}`;
  return {
    page: paths.panelConsultation({ reference }) + query,
    as: (ending) => paths.reportFile({ reference, ending }) + query,
    pack: paths.pack({ reference }) + query,
    file: (attachment) => paths.panelAttachment({ reference, attachment }) + query,
  };
}
