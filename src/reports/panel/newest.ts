import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { queryOf } from '../address.js';
import type { ReadyReport } from './panel.store.js';

/** In the version that the reader took away last. */
export const reportLink = ({ reference, version }: Pick<ReadyReport, 'reference' | 'version'>): string =>
  paths.panelConsultation({ reference }) + queryOf({ version });

/** Its newest version, and whether the reader has it. */
export function editionCell(
  { newest, frozenAt, downloaded }: Pick<ReadyReport, 'newest' | 'frozenAt' | 'downloaded'>,
  marked: boolean,
) {
  if (!newest || !frozenAt) return { text: '', note: 'Being made' };
  const since = `${newest}, ${formatMoment(frozenAt)}`;
  if (!marked || downloaded === newest) return { text: since };
  return downloaded === null
    ? { text: since, tag: { text: 'New', tone: 'accent' } }
    : { text: since, tag: { text: `Changed since you downloaded version ${downloaded}`, tone: 'accent' } };
}
