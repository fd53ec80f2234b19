import { randomUUID } from 'node:crypto';
import { pino, type DestinationStream, type Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { RequestHandler } from 'express';

/** Structured lines on standard output; never with answers, addresses of people or tokens in them. */
export const createLog = (level: string, to?: DestinationStream): Logger =>
  pino({ level, base: undefined, serializers: { err: errorForLog } }, to ?? pino.destination(1));

/**
 * An error without the properties that a library hung on it: of a database error these quote the row (`detail`,
 * `where`), which may be somebody's answer. Its message, code and constraint stay.
 */
function errorForLog(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table, cause } = error as Error &
    Record<'code' | 'constraint' | 'table', unknown>;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    code,
    constraint,
    table,
    ...(cause !== undefined && { cause: errorForLog(cause) }),
  };
}

/** One line a request with its id; query strings and headers are left out because they may hold what people typed. */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: () => randomUUID(),
    autoLogging: {
      ignore: (req) => req.url === '/healthz' || req.url === '/readyz' || !!req.url?.startsWith('/assets/'),
    },
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'info'),
    serializers: {
      req: (req: { id: string; method: string; url: string }) => ({
        id: req.id,
        method: req.method,
        path: req.url.split('?')[0],
      }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
  }) as unknown as RequestHandler;
}
