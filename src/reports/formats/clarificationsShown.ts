import { Temporal } from 'temporal-polyfill';
import { formatMoment } from '../../londonTime.js';
import type { ToldThread } from '../telling/clarifications.rules.js';
import { PLACEHOLDER } from '../telling/redaction.rules.js';

type Said = ToldThread['said'][number];

const WHO = { asked: 'SECAS asked', replied: 'The respondent replied' };

/** Who said it, and how. */
export const who = ({ kind, arrivedAt }: Pick<Said, 'kind' | 'arrivedAt'>): string =>
  arrivedAt === null ? WHO[kind] : `${WHO[kind]} by e-mail`;

/** When it was said; what came by e-mail is marked with when it arrived, and when SECAS entered it. */
export const when = ({ at, arrivedAt }: Pick<Said, 'at' | 'arrivedAt'>): string =>
  arrivedAt === null ? moment(at) : `arrived ${moment(arrivedAt)}, entered by SECAS ${moment(at)}`;

/** A thread as views/reports/clarification.ejs takes it; undefined: nothing was asked. */
export function threadOnPage(thread: ToldThread | undefined) {
  if (!thread) return undefined;
  return {
    said: thread.said.map((one) => ({
      title: `${who(one)}, ${when(one)}`,
      text: one.text,
      confidential: one.confidential,
    })),
    placeholder: thread.withheld ? `Clarification. ${PLACEHOLDER}` : undefined,
  };
}

/** A thread in one cell; '' where nothing was asked. */
export function threadText(thread: ToldThread | undefined): string {
  if (!thread) return '';
  const said = thread.said.map((one) => `${who(one)} (${when(one)}): ${one.text}`);
  return [...said, ...(thread.withheld ? [PLACEHOLDER] : [])].join('\n\n');
}

const moment = (at: string): string => formatMoment(Temporal.Instant.from(at));
