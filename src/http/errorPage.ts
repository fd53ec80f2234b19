import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { AppError, BadRequest, NotFound, SessionEnded, TooLarge } from '../errors.js';
import { paths } from '../paths.js';
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

/** The one place that turns an error into a reply. Its id stands on the page and in the log; 5xx tells nothing more. */
export function errorPage(log: Logger): ErrorRequestHandler {
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
    const over = error instanceof SessionEnded ? error : undefined;
    const title = over ? 'Your session has ended' : (TITLES[status] ?? 'Sorry, something went wrong');
    const text =
      known?.message ??
      'The portal could not do this just now. Nothing that was saved or submitted before is lost. Try again in a ' +
        'minute; if it happens again, tell us the number below.';
    const page = { title, text, id, status, typed: over?.typed ?? [], signIn: over && paths.signIn() };
    render(req, res, 'error', page, { status });
  };
}

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
  return undefined;
}
