import { formatDate } from '../../londonTime.js';
import type { Decided } from '../history.store.js';

/** What was decided, in one line of a list: `Outcome: approved, by the Authority (BEIS) on 26 January 2017`. */
export const decidedWords = ({ decision, decidedBy, decidedOn }: Decided): string =>
  `Outcome: ${decision}, by ${decidedBy} on ${formatDate(decidedOn)}`;
