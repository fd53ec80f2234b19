import { Temporal } from 'temporal-polyfill';
import type { Report } from '../../report.js';
import { PLACEHOLDER } from '../../telling/redaction.rules.js';
import { when, who } from '../clarificationsShown.js';
import { tableSheet, type Sheet } from './sheet.js';

/** One row for everything that was asked and replied, the earliest of a thread first. */
export const clarificationsSheet = ({ questions }: Report): Sheet =>
  tableSheet({
    name: 'Clarifications',
    columns: [
      { heading: 'Respondent', width: 30 },
      { heading: 'Reference', width: 16 },
      { heading: 'Question', width: 40 },
      { heading: 'Who', width: 22 },
      { heading: 'When (date and time, London)', width: 24 },
      { heading: 'When (London)', width: 30 },
      { heading: 'What was said', width: 60 },
    ],
    *of({ name, reference, clarifications }) {
      for (const { key, ask } of questions) {
        const thread = clarifications[key];
        if (!thread) continue;
        for (const one of thread.said) {
          const moment = Temporal.Instant.from(one.arrivedAt ?? one.at);
          yield [name, reference, ask, who(one), { moment }, when(one), one.text];
        }
        if (thread.withheld) yield [name, reference, ask, '', '', '', PLACEHOLDER];
      }
    },
  });
