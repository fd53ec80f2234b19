import { capital } from '../../../counted.js';
import type { Report } from '../../report.js';
import { NOT_PUBLISHED } from '../../words.js';
import { tableSheet, type Sheet } from './sheet.js';

/** One row for each point, so that the sheet can be sorted and filtered by question and outcome. */
export const pointsSheet = ({ points }: Report): Sheet =>
  tableSheet({
    name: 'Points and replies',
    columns: [
      { heading: 'Point', width: 8 },
      { heading: 'Question', width: 34 },
      { heading: 'Clause or line', width: 20 },
      { heading: 'What was said', width: 50 },
      { heading: 'Responses', width: 12 },
      { heading: 'Respondents', width: 40 },
      { heading: 'The reply', width: 50 },
      { heading: 'Outcome', width: 16 },
      { heading: 'What changed', width: 40 },
      { heading: 'Standing', width: 18 },
    ],
    *rows() {
      for (const [index, point] of points.entries()) {
        const { ask, line, summary, responses, names, reply, outcome, changed, published } = point;
        const raised = [responses ?? 'Not told', names.join('; ')];
        const said = [ask ?? 'On the consultation as a whole', line ?? '', summary];
        const answered = [reply, capital(outcome ?? ''), changed, published ? 'Published' : NOT_PUBLISHED];
        yield [index + 1, ...said, ...raised, ...answered];
      }
    },
  });
