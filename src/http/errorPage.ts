import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { z } from 'zod';
import { isDatabaseAway } from '../db/away.js';
import type { Deps } from '../deps.js';
import { AppError, BadRequest, Busy, NotFound, SessionEnded, TooLarge } from '../errors.js';
import { formatExact } from '../londonTime.js';
import { paths } from '../paths.js';
import { proofOfArrival, reckonedArrival } from './arrival.js';
import { csrfToken } from './csrf.js';
import { render } from './render.js';

const TITLES: Record<number, string> = {
  400: 'This request could not be understood',
  403: 'You may not do this',
  404: 'Page not found',
  409: 'This has changed',
  413: 'This is too large',
  422: 'Something needs correcting',
  429: 'Too many tries',
  503: 'The portal is busy',
};

export const nothingHere: RequestHandler = () => {
  throw new NotFound('There is no such page. Check the address, or go to the list of consultations.');
};

/**
 * The one place that turns an error into a reply. Its id stands on the page and in the log; 5xx tells nothing more.
 * Nothing here asks the database, which may be what does not answer.
 */
export function errorPage(deps: Pick<Deps, 'log' | 'clock' | 'config'>): ErrorRequestHandler {
  const { log } = deps;
  return (error: unknown, req, res, next) => {
    const known = asAppError(error);
    const status = known?.status ?? 500;
    const id = typeof req.id === 'string' ? req.id : '';
    if (status >= 500) log.error({ err: error, requestId: id }, 'request failed');
    else log.info({ code: known?.code, requestId: id }, 'request refused');
    if (res.headersSent) return next(error);
    // An upload that is refused is not read to its end.
    if (!req.complete && !req.is('application/x-www-form-urlencoded')) res.set('Connection', 'close');
    if (wantsJson(req)) {
      res
        .status(status)
        .json({ error: { code: known?.code ?? 'Unexpected', message: known?.message ?? '', id } });
      return;
    }
    const ended = known instanceof SessionEnded;
    const again = (ended || status >= 500) && !isSafe(req) ? sendAgain(deps, req, ended) : undefined;
    const title = ended ? 'Your session has ended' : (TITLES[status] ?? 'Sorry, something went wrong');
    const text = known?.message ?? new Busy().message;
    render(req, res, 'error', { title, text, id, status, again }, { status, form: again?.ofStrangers });
  };
}

/** Characters of a form that are repeated on the page. */
const LONGEST_REPEATED = 200_000;

const isTyped = (text: string): boolean => /\S\s+\S/.test(text) && !/^\d{4}-\d\d-\d\dT/.test(text);

/** Forms of people who have not signed in. */
const OF_STRANGERS: string[] = [paths.signIn(), paths.signInCode(), paths.askForAccess()];

/**
 * The form once more, to be sent again; whose session has ended signs in first, in another window. Not where files were
 * uploaded with it, which are gone, nor of a browser too old to say that it was a page of ours that sent it.
 * A form with a key is done once, however often it is sent, and counts from when it was sent first; where the session
 * has ended only a response that was checked does, because its draft tells whether it is still what was sent.
 * What is very long is not repeated: writing a page of it would keep everybody else waiting.
 */
function sendAgain({ clock, config }: Pick<Deps, 'clock' | 'config'>, req: Request, ended: boolean) {
  const ofStrangers = OF_STRANGERS.includes(req.path);
  const fields = fieldsOf(req);
  const length = fields.reduce((sum, [, text]) => sum + text.length, 0);
  const isOurs = req.get('origin') !== undefined || req.get('sec-fetch-site') === 'same-origin';
  const short = length <= LONGEST_REPEATED;
  const whole = isOurs && short && req.is('application/x-www-form-urlencoded') && fields.length > 0;
  const isSubmit = fields.some(([name]) => name === 'version');
  const hasKey = fields.some(([name]) => name === 'key') && (!ended || isSubmit);
  const arrival = whole && hasKey ? reckonedArrival(clock, req) : undefined;
  const proof = arrival && proofOfArrival(config, req, arrival);
  return {
    ofStrangers,
    form: whole
      ? {
          action: req.originalUrl,
          csrf: ended ? undefined : csrfSent(req),
          fields: [...fields, ...(proof ? [[proof.name, proof.value] as const] : [])].map(([name, text]) => ({
            name,
            text,
            typed: isTyped(text),
          })),
        }
      : undefined,
    signedInAs: ended ? req.viewer.person?.name : undefined,
    signIn: !ended || ofStrangers || req.viewer.person ? undefined : paths.signIn(),
    firstSentAt: arrival && formatExact(arrival.first),
    mayBeDone: !ended && !arrival,
    /** what a person may have written, to be copied where it cannot be sent: text of several words, no marks of the form */
    typed: short && !whole ? fields.map(([, text]) => text.trim()).filter(isTyped) : [],
    tooLong: !short,
  };
}

/** The token that the form carries, or carried until it was checked: whose session could not be read has it still. */
const csrfSent = (req: Request): string | undefined => {
  const given = (req.body as Record<string, unknown>)['_csrf'];
  return typeof given === 'string' ? given : req.session && csrfToken(req);
};

const fieldsOf = (req: Request): (readonly [name: string, text: string])[] =>
  Object.entries((req.body ?? {}) as Record<string, unknown>)
    .filter(([name]) => name !== '_csrf')
    .flatMap(([name, value]) => [value].flat().map((text) => [name, String(text)] as const));

const isSafe = (req: Request): boolean => req.method === 'GET' || req.method === 'HEAD';

export const wantsJson = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';

function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return new BadRequest();
  const { type, status, code } = error as { type?: string; status?: number; code?: string };
  if (type === 'entity.too.large') {
    return new TooLarge(
      'This page holds more text than the portal takes at once. Put long text into an attachment.',
    );
  }
  if (type === 'parameters.too.many' || status === 400 || error instanceof URIError) return new BadRequest();
  if (status === 415 || type === 'request.aborted') return new BadRequest();
  // Ids are random: what is not a uuid (22P02), or cannot be stored at all (22021), is nobody's row.
  if (code === '22P02' || code === '22021') return new NotFound();
  if (code === '22003') return new BadRequest();
  return isDatabaseAway(error) ? new Busy() : undefined;
}
