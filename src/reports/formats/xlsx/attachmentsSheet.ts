import type { Report } from '../../report.js';
import { filesNotTold, saidBy, whyLeftOut } from '../said.js';
import { tableSheet, type Sheet } from './sheet.js';

/** One row for each file, with the hash of what its reader may have. */
export const attachmentsSheet = (report: Report): Sheet =>
  tableSheet({
    name: 'Attachments',
    columns: [
      { heading: 'Respondent', width: 30 },
      { heading: 'Reference', width: 16 },
      { heading: 'Question', width: 30 },
      { heading: 'File', width: 34 },
      { heading: 'Bytes', width: 12 },
      { heading: 'Type', width: 22 },
      { heading: 'SHA-256', width: 32 },
      { heading: 'In the pack', width: 20 },
      { heading: 'Confidential or withheld', width: 18 },
    ],
    *of(told) {
      for (const { question, files, filesWithheld } of saidBy(told, report)) {
        const who = [told.name, told.reference, question.ask];
        for (const file of files) {
          const { name, bytes, mediaType, sha256, confidential } = file;
          const why = whyLeftOut(file);
          const mark = confidential ? 'Confidential' : '';
          yield [...who, name, bytes, mediaType, why ? '' : sha256, why ? `No, ${why}` : 'Yes', mark];
        }
        if (filesWithheld > 0)
          yield [...who, '', '', '', '', 'No', filesNotTold(filesWithheld, report.version)];
      }
    },
  });
