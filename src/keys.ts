import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Config } from './config.js';

/** What something is signed for. What is signed for one purpose proves nothing for another. */
export type Purpose = 'sign-in code' | 'limits' | 'arrival' | 'bounce';

/**
 * HMAC-SHA-256 of a text, as base64url, under a key of its own for each purpose, derived from SIGNING_KEY with HKDF
 * (RFC 5869): the setting itself keys nothing.
 */
export const sign = (config: Pick<Config, 'signingKey'>, purpose: Purpose, text: string): string =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', config.signingKey, '', `portal ${purpose}`, 32)))
    .update(text)
    .digest('base64url');

/** Whether two signatures are the same, in a time that tells nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
