import { EventEmitter } from 'node:events';
import { Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import type { Logger as Log } from 'pino';

/** Jobs side by side; each task sends or scans several things on its own. */
const CONCURRENCY = 2;

export interface Runner {
  /** what graphile-worker writes beside the jobs that this process has locked */
  workerId: string;
  stop(): Promise<void>;
}

/** Runs jobs as they are added, on connections of its own. Should it end by itself, the sweep does all the work. */
export async function startRunner(directUrl: string, taskList: TaskList, log: Log): Promise<Runner> {
  const pool = openPool(directUrl, log);
  const events: WorkerEvents = new EventEmitter();
  let workerId = '';
  events.once('pool:create', ({ workerPool }) => {
    workerId = workerPool.id;
  });
  const runner = await run({
    pgPool: pool,
    taskList,
    events,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    noPreparedStatements: true,
    pollInterval: 2_000,
    logger: loggerTo(log),
  });
  let stopping = false;
  runner.promise.then(
    () => {
      if (!stopping) log.error('the runner of jobs has ended; the sweep goes on');
    },
    (error: unknown) => log.error({ err: error }, 'the runner of jobs has failed; the sweep goes on'),
  );
  return {
    workerId,
    stop: async () => {
      stopping = true;
      await runner.stop().catch((error: unknown) => log.debug({ err: error }, 'the runner had ended before'));
      await pool.end();
    },
  };
}

/** A connection that breaks is replaced by the pool; without listeners its error would end the process. */
function openPool(connectionString: string, log: Log): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: CONCURRENCY + 2 });
  const tell = (error: Error) => log.warn({ err: error }, 'a connection of the worker broke');
  pool.on('error', tell);
  pool.on('connect', (client) => client.on('error', tell));
  return pool;
}

/** Its chatter at debug; payloads stay out of the log. */
const loggerTo = (log: Log): Logger =>
  new Logger(() => (level, message) => {
    if (level === 'error') log.error(message);
    else if (level === 'warning') log.warn(message);
    else log.debug(message);
  });
