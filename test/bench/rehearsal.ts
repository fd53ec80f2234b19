import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import pg from 'pg';
import { createApp } from '../../src/app.js';
import { compose } from '../../src/compose.js';
import { readConfig } from '../../src/config.js';
import { paths } from '../../src/paths.js';
import { aConnection, call, postForm } from './http.js';
import { answerText, QUESTIONS, SESSION_SECRET, type Draft } from './rows.js';

/** The objects that the portal gave its templates, for the limit to render again and again. */
export interface Pages {
  section: object;
  check: object;
}

export interface Rehearsal {
  /** how many SQL statements the portal sent for a request of each kind, BEGIN and COMMIT among them */
  statements: { form: number; submit: number };
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
  const counts: Rehearsal['statements'][] = [];
  for (const draft of drafts) counts.push(await walk(origin, draft));
  server.closeAllConnections();
  server.close();
  await close();
  return {
    statements: {
      form: Math.min(...counts.map(({ form }) => form)),
      submit: Math.min(...counts.map(({ submit }) => submit)),
    },
    pages: { section: shown['responses/section'] ?? {}, check: shown['responses/check'] ?? {} },
  };
}

async function walk(origin: string, { id, cookie, csrf }: Draft): Promise<Rehearsal['statements']> {
  const connection = aConnection();
  const section = origin + paths.section({ id, section: 'your-views' });
  const get = (url: string) => call(connection, url, 200, { headers: { Cookie: cookie } });
  const form = await statementsOf(() => get(section));
  const answers = QUESTIONS.flatMap(({ key }, index) => [
    [`${key}-version`, '0'],
    [key, answerText(index)],
  ]);
  await postForm(connection, section, 303, cookie, { _csrf: csrf, ...Object.fromEntries(answers) });
  const check = await get(origin + paths.check({ id }));
  const field = (name: string) =>
    new RegExp(`name="${name}" value="([^"]+)"`).exec(check.toString())?.[1] ?? '';
  const fields = { _csrf: csrf, key: field('key'), version: field('version') };
  const submit = await statementsOf(() =>
    postForm(connection, origin + paths.submit({ id }), 303, cookie, fields),
  );
  connection.destroy();
  return { form, submit };
}

/** Counts at the driver, below knex and the session store; a text may hold several statements. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const { query } = prototype;
  let count = 0;
  prototype.query = function counted(this: unknown, ...given) {
    const [what] = given as [string | { text: string }];
    const text = typeof what === 'string' ? what : what.text;
    count += text.split(';').filter((statement) => statement.trim() !== '').length;
    return query.apply(this, given);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return count;
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
