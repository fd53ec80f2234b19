import { formatDeadline, formatExact } from '../../../londonTime.js';
import type { Report } from '../../report.js';
import { tableSheet, type Sheet } from './sheet.js';

/** Who did not respond, by category. */
export const silentSheet = ({ version, coverage }: Report): Sheet =>
  tableSheet({
    name: version === 'all' ? 'Did not respond, or withheld' : 'Did not respond',
    columns: [
      { heading: 'Category', width: 28 },
      { heading: 'Party', width: 60 },
    ],
    *rows() {
      for (const { category, parties } of coverage.silent) {
        for (const party of parties) yield [category, party];
      }
    },
  });

/** What came too late, or met the closure, and does not count. */
export const notAdmittedSheet = ({ late }: Report): Sheet =>
  tableSheet({
    name: 'Not admitted',
    columns: [
      { heading: 'Respondent', width: 40 },
      { heading: 'Reference', width: 16 },
      { heading: 'Arrived (date and time, London)', width: 24 },
      { heading: 'Arrived', width: 44 },
      { heading: 'Deadline', width: 44 },
      { heading: 'On time', width: 24 },
      { heading: 'SECAS', width: 60 },
    ],
    *rows() {
      for (const { name, reference, receivedAt, deadline, how, outcome, reason } of late) {
        yield [
          name,
          reference,
          receivedAt ? { moment: receivedAt } : 'Withheld',
          receivedAt ? formatExact(receivedAt) : 'Withheld',
          deadline ? formatDeadline(deadline) : 'Withheld',
          how ?? 'Withheld',
          reason ? `${outcome}: ${reason}` : outcome,
        ];
      }
    },
  });

/** What was asked to be kept confidential, and why. */
export const confidentialSheet = ({ questions }: Report): Sheet =>
  tableSheet({
    name: 'Confidential',
    columns: [
      { heading: 'Respondent', width: 40 },
      { heading: 'Reference', width: 16 },
      { heading: 'What', width: 40 },
      { heading: 'Question', width: 50 },
      { heading: 'Reason given', width: 60 },
    ],
    *of({ name, reference, asked }) {
      for (const { what, questionKey, reason } of asked) {
        yield [name, reference, what, questions.find(({ key }) => key === questionKey)?.ask ?? '', reason];
      }
    },
  });
