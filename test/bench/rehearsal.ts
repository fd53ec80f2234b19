import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import pg from 'pg';
import { createApp } from '../../src/app.js';
import { compose } from '../../src/compose.js';
import { readConfig } from '../../src/config.js';
import { aConnection } from './http.js';
import { journey, type Step } from './journey.js';
import { SESSION_SECRET, type Draft } from './rows.js';

/** The objects that the portal gave its templates, for the limit to render again and again. */
export interface Pages {
  section: object;
  check: object;
}

export interface Rehearsal {
  /** how many SQL statements the portal sent for a request of each kind, BEGIN and COMMIT among them */
  statements: Record<Step, number>;
  pages: Pages;
}

/**
 * Walks the journey in this process, draft by draft, counting what goes to Postgres. The smallest count of each
 * counts: a new connection and the clock's sample every five seconds are not the request's.
 */
export async function rehearse(databaseUrl: string, drafts: Draft[]): Promise<Rehearsal> {
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    SESSION_SECRET,
    LOG_LEVEL: 'silent',
  });
  const { deps, close } = await compose(config);
  const app = createApp(deps);
  const shown = keepWhatIsShown(app);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const counts: Record<Step, number>[] = [];
  for (const draft of drafts) counts.push(await walk(origin, draft));
  server.closeAllConnections();
  server.close();
  await close();
  const least = (step: Step) => Math.min(...counts.map((one) => one[step]));
  return {
    statements: { form: least('form'), save: least('save'), check: least('check'), submit: least('submit') },
    pages: { section: shown['responses/section'] ?? {}, check: shown['responses/check'] ?? {} },
  };
}

async function walk(origin: string, draft: Draft): Promise<Record<Step, number>> {
  const counts = { form: 0, save: 0, check: 0, submit: 0 };
  const connection = aConnection();
  await journey(connection, origin, draft, async (step, request) => {
    const { result, count } = await counted(request);
    counts[step] = count;
    return result;
  });
  connection.destroy();
  return counts;
}

/** Counts at the driver, below knex and the session store; a text may hold several statements. */
async function counted<Result>(work: () => Promise<Result>): Promise<{ result: Result; count: number }> {
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const { query } = prototype;
  let count = 0;
  prototype.query = function counting(this: unknown, ...given) {
    const [what] = given as [string | { text: string }];
    const text = typeof what === 'string' ? what : what.text;
    count += text.split(';').filter((statement) => statement.trim() !== '').length;
    return query.apply(this, given);
  };
  try {
    return { result: await work(), count };
  } finally {
    prototype.query = query;
  }
}

/** Keeps what each view was last rendered with, as JSON would. */
function keepWhatIsShown(app: Express): Record<string, object> {
  const shown: Record<string, object> = {};
  const render = app.render.bind(app) as (view: string, locals: object, done: () => void) => void;
  Object.assign(app, {
    render: (view: string, locals: { page: object; portal: object }, done: () => void) => {
      shown[view] = { page: locals.page, portal: locals.portal };
      render(view, locals, done);
    },
  });
  return shown;
}
