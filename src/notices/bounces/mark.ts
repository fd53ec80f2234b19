import type { Config } from '../../config.js';
import { isSame, sign } from '../../keys.js';

/** 132 bits. With the id an ENVID has 100 characters at most (RFC 3461, 4.4). */
const PROOF = 22;
const MARK = new RegExp(`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.[\\w-]{${PROOF}}(?![\\w-])`, 'g');
const MOST_LOOKED_AT = 20;

/**
 * What a mail is recognised by when it comes back: its id, and a proof that the portal has made it. Only who has had the
 * mail knows it, so nobody else can have it marked as bounced.
 */
export const markOf = (config: Pick<Config, 'signingKey'>, id: string): string =>
  `${id}.${sign(config, 'bounce', id).slice(0, PROOF)}`;

/** What may be marks in a text, each once and the first few. */
export const marksIn = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(MARK), ([mark]) => mark))].slice(0, MOST_LOOKED_AT);

/** The id of the mail that the first genuine mark is of. */
export const mailOf = (config: Pick<Config, 'signingKey'>, marks: string[]): string | undefined =>
  marks
    .map((mark) => ({ mark, id: mark.slice(0, mark.indexOf('.')) }))
    .find(({ mark, id }) => isSame(mark, markOf(config, id)))?.id;
