import { capital } from '../../counted.js';
import { NOT_PUBLISHED } from '../words.js';
import type { ToldPoint } from '../telling/points.rules.js';

/** The points raised, each with who raised it, the reply and what came of it. */
export const pointsTable = (points: ToldPoint[]) => ({
  caption: 'Points and replies',
  captionHidden: true,
  columns: [
    { text: 'What was said' },
    { text: 'Raised by' },
    { text: 'The reply' },
    { text: 'Outcome' },
    { text: 'What changed' },
  ],
  rows: points.map(({ ask, line, summary, reply, outcome, changed, responses, names, published }) => [
    {
      text: summary,
      verbatim: true,
      note: [ask ?? 'On the consultation as a whole', line].filter(Boolean).join(' · '),
    },
    { lines: names, note: responses === null ? 'Number not told' : responsesIn(responses) },
    { text: reply, verbatim: true },
    { text: capital(outcome ?? ''), note: published ? undefined : NOT_PUBLISHED },
    { text: changed, verbatim: true },
  ]),
});

const responsesIn = (responses: number): string =>
  responses === 1 ? '1 response' : `${responses} responses`;
