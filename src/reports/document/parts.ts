import type { threadOnPage } from '../formats/clarificationsShown.js';
import type { Part } from './blocks.js';

export const SECAS_COMMENT = 'SECAS comment';

/** The paragraphs that there are. */
export const parts = (...all: [text: string | false | undefined, look: Part['look']][]): Part[] =>
  all.flatMap(([text, look]) => (text ? [{ text, look }] : []));

/** What SECAS asked about an answer and was replied. */
export const threadParts = (thread: ReturnType<typeof threadOnPage>): Part[] =>
  thread
    ? [
        ...thread.said.flatMap(({ title, text, confidential }) =>
          parts([title, 'note'], [confidential && 'Confidential', 'warn'], [text, 'said']),
        ),
        ...parts([thread.placeholder, 'mark']),
      ]
    : [];
