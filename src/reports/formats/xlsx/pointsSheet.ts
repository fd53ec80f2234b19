import { capital } from '../../../counted.js';
import { NOT_PUBLISHED } from '../../words.js';
import type { ToldPoint } from '../../telling/points.rules.js';
import type { Sheet } from './sheet.js';

/** One row for each point, so that the sheet can be sorted and filtered by question and outcome. */
export const pointsSheet = (points: ToldPoint[]): Sheet => ({
  name: 'Points and replies',
  widths: [34, 20, 50, 12, 40, 50, 16, 40, 18],
  table: true,
  *rows() {
    yield { cells: HEADINGS, look: 'heading' };
    for (const { ask, line, summary, responses, names, reply, outcome, changed, published } of points) {
      const raised = [responses ?? 'Not told', names.join('; ')];
      const said = [ask ?? 'On the consultation as a whole', line ?? '', summary];
      const answered = [reply, capital(outcome ?? ''), changed, published ? 'Published' : NOT_PUBLISHED];
      yield { cells: [...said, ...raised, ...answered] };
    }
  },
});

const HEADINGS = [
  'Question',
  'Clause or line',
  'What was said',
  'Responses',
  'Respondents',
  'The reply',
  'Outcome',
  'What changed',
  'Standing',
];
