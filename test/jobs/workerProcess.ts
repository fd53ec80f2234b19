import { noScanner } from '../../src/attachments/scan.js';
import { startClock } from '../../src/clock.js';
import { readConfig } from '../../src/config.js';
import { openDatabase } from '../../src/db/connection.js';
import { createLog } from '../../src/http/requestLog.js';
import { startWorker } from '../../src/jobs/worker.js';
import { createMailer } from '../../src/notices/mailer.js';

/** A worker in a process of its own, to be killed: `workerProcess.ts DATABASE_URL MAIL_URL`. */
const [url = '', mailUrl = ''] = process.argv.slice(2);
const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: url, MAIL_URL: mailUrl });
const database = openDatabase(url, 5, 2);
const clock = await startClock(database.db);
const mailer = createMailer(config);
const worker = await startWorker(
  { ...database, clock, mailer, scanner: noScanner, log: createLog('silent'), config },
  url,
);
process.send?.('started');

process.on('SIGTERM', () => {
  void worker.stop().then(() => process.exit(0));
});
