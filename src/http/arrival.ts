import type { Request, RequestHandler } from 'express';
import { Temporal } from 'temporal-polyfill';
import type { Arrival, Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Instant } from '../db/connection.js';
import { isSame, sign } from '../keys.js';

const FIELD = '_arrived';
/** Not of what was sent: the tokens. */
const TOKENS = new Set(['_csrf', FIELD]);
/** What may be given on being asked, where it was asked for. */
const CONSENTS = ['takeOver', 'bringBack'];

/**
 * Takes the proof out of a form that carries one; `req.firstSentAt` is then when the same form was first read whole.
 * One that was made for another form, or by nobody, proves nothing.
 */
export const readProofOfArrival =
  (config: Config): RequestHandler =>
  (req, _res, next) => {
    const given = (req.body as Record<string, unknown> | undefined)?.[FIELD];
    if (given === undefined) return next();
    const [at = '', signature = ''] = typeof given === 'string' ? given.split(' ') : [];
    const isProof = [[], CONSENTS].some((asked) => isSame(signature, signed(config, req, at, asked)));
    if (isProof) req.firstSentAt = Temporal.Instant.from(at);
    delete (req.body as Record<string, unknown>)[FIELD];
    next();
  };

/** When this form arrived, and when it first did. One statement. */
export async function arrivalOf(clock: Clock, req: Request): Promise<Arrival> {
  const at = await clock.arrived(req.readAt);
  return { at, first: earlier(req.firstSentAt, at) };
}

/** As arrivalOf without asking the database, which may be what does not answer. */
export function reckonedArrival(clock: Clock, req: Request): Arrival {
  const at = clock.reckoned(req.readAt);
  return { at, first: earlier(req.firstSentAt, at) };
}

/**
 * What a form that could not be taken carries when it is shown again, so that sending it again loses no time, whatever
 * the portal can keep meanwhile. It holds for this form only: its address and all its fields.
 * @param asksConsent it is shown again to ask for a consent, which is then sent beside
 */
export const proofOfArrival = (config: Config, req: Request, { first }: Arrival, asksConsent = false) => ({
  name: FIELD,
  value: `${first.toString()} ${signed(config, req, first.toString(), asksConsent ? CONSENTS : [])}`,
});

function signed(config: Config, req: Request, at: string, beside: string[]): string {
  const fields = Object.entries((req.body ?? {}) as Record<string, unknown>)
    .filter(([name]) => !TOKENS.has(name) && !beside.includes(name))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return sign(config, 'arrival', JSON.stringify([at, req.path, beside, fields]));
}

const earlier = (first: Instant | undefined, at: Instant): Instant =>
  first && Temporal.Instant.compare(first, at) < 0 ? first : at;
