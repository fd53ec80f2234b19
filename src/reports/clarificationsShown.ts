import { Temporal } from 'temporal-polyfill';
import { formatMoment } from '../londonTime.js';
import type { ToldThread } from './clarifications.rules.js';
import { PLACEHOLDER } from './redaction.rules.js';

export const WHO = { asked: 'SECAS asked', replied: 'The respondent replied' };

/** A thread as views/reports/clarification.ejs takes it; undefined: nothing was asked. */
export function threadOnPage(thread: ToldThread | undefined) {
  if (!thread) return undefined;
  return {
    said: thread.said.map(({ kind, text, at, confidential }) => ({
      title: `${WHO[kind]}, ${moment(at)}`,
      text,
      confidential,
    })),
    placeholder: thread.withheld ? `Clarification. ${PLACEHOLDER}` : undefined,
  };
}

/** A thread in one cell; '' where nothing was asked. */
export function threadText(thread: ToldThread | undefined): string {
  if (!thread) return '';
  const said = thread.said.map(({ kind, text, at }) => `${WHO[kind]} (${moment(at)}): ${text}`);
  return [...said, ...(thread.withheld ? [PLACEHOLDER] : [])].join('\n\n');
}

export const moment = (at: string): string => formatMoment(Temporal.Instant.from(at));
