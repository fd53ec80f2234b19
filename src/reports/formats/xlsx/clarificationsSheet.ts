import type { Db } from '../../../db/connection.js';
import { when, who } from '../clarificationsShown.js';
import { PLACEHOLDER } from '../../telling/redaction.rules.js';
import type { Report } from '../../report.js';
import { toldIn } from '../../telling/told.js';
import type { Sheet } from './sheet.js';

/** One row for everything that was asked and replied: a long thread does not fit into one cell of Excel. */
export const clarificationsSheet = (bulk: Db, report: Report): Sheet => ({
  name: 'Clarifications',
  widths: [34, 16, 50, 22, 30, 70],
  table: true,
  async *rows() {
    yield {
      cells: ['Respondent', 'Reference', 'Question', 'Who', 'When (London)', 'What was said'],
      look: 'heading',
    };
    for await (const { name, reference, clarifications } of toldIn(bulk, report)) {
      for (const { key, ask } of report.questions) {
        const thread = clarifications[key];
        if (!thread) continue;
        for (const one of thread.said) yield { cells: [name, reference, ask, who(one), when(one), one.text] };
        if (thread.withheld) yield { cells: [name, reference, ask, '', '', PLACEHOLDER] };
      }
    }
  },
});
