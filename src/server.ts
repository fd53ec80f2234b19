import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { compose } from './compose.js';
import { readConfig, type Config } from './config.js';
import type { Deps } from './deps.js';
import type { Worker } from './jobs/worker.js';
import { startWorkerProcess } from './jobs/workerProcess.js';
import { tellOfForgottenKeys } from './proof/forgottenKeys.js';

/** How long requests in flight may take to finish when the process is told to stop; then they are cut off. */
const GRACE_MS = 20_000;

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** config → database → app → listen; stops gracefully: requests and the job in hand finish first. */
async function start(): Promise<void> {
  const config = readConfig(process.env);
  // The portal's modules are read while its database starts, which on a first start is made.
  const [{ deps, directUrl, close }, { createApp }, { loadSampleWhenEmpty }] = await Promise.all([
    compose(config),
    import('./app.js'),
    import('./samples/loadSample.js'),
  ]);
  if (config.sample !== 'none') await loadSampleWhenEmpty(deps, config.sample);
  await tellOfForgottenKeys(deps);
  const worker = await workerFor(config, deps, directUrl);
  const server = config.role === 'worker' ? undefined : await listen(createServer(createApp(deps)), config);
  if (server) console.log(await greeting(deps, server));

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    // Both at once: a terminal, or systemd, tells the worker too, and that it ends then is no reason for another.
    await Promise.all([server && closeGracefully(server), worker?.stop()]);
    await close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  // Of a worker that another process has started: that one is gone.
  process.on('disconnect', () => void stop());
  // Perhaps while this one started: its port was taken.
  if (process.connected === false) await stop();
}

async function workerFor({ role }: Config, deps: Deps, directUrl: string): Promise<Worker | undefined> {
  if (role === 'all') return startWorkerProcess(fileURLToPath(import.meta.url), deps.log);
  if (role === 'web') return undefined;
  const { startWorker } = await import('./jobs/worker.js');
  return startWorker(deps, directUrl);
}

function listen(server: Server, { port, host }: { port: number; host: string }): Promise<Server> {
  // A slow upload that is in time must not die of a limit on the whole request; a header that never ends must.
  server.requestTimeout = 0;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 65_000;
  // A connection on which nothing moves, in either direction, is given up.
  server.timeout = 120_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Takes no new connection; ends idle ones at once and busy ones when their reply is out. */
function closeGracefully(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    // A connection is idle once its reply is out, which a browser would keep open.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cutOff);
      clearInterval(idle);
      resolve();
    });
  });
}

async function greeting({ db, config }: Deps, server: Server): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const { signInHints } = await import('./samples/signInHints.js');
  const address = config.production ? config.baseUrl : `http://localhost:${port}`;
  const hints = config.production ? [] : await signInHints({ db, config }, address);
  return [`${config.serviceName} is ready: ${address}`, ...hints].join('\n');
}
