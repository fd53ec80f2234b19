import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startWorker } from '../../src/jobs/worker.js';
import { createMailer } from '../../src/notices/mailer.js';
import { PRIORITY, queueMail, wakeMailer } from '../../src/notices/outbox.store.js';
import { findViewer } from '../../src/people/viewer.store.js';
import { leaveInstruction } from '../../src/responses/closing/leaveInstruction.js';
import { aConsultation, anOrganisation, aParty, aPerson, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { startPortal, type TestPortal } from '../support/portal.js';
import { aMailServer, type MailServer } from '../notices/mailServer.js';

const aMail = (subject: string) => ({
  kind: 'notice',
  priority: PRIORITY.notice,
  personId: null,
  to: 'priya@northmoor.example',
  subject,
  body: 'Something happened.',
});

// Their databases outlive the workers, which end with their test.
const portals = {
  atTheClosing: await startPortal({ now: '2017-02-08T17:00:10Z' }),
  ofTheKilled: await startPortal(),
  ofTheStopped: await startPortal(),
  ofTheFailing: await startPortal(),
  inTheLastHours: await startPortal({ now: '2017-02-08T15:00:30Z' }),
};

/** A worker in this process, on the portal's database. */
async function aWorker(portal: TestPortal, server?: MailServer) {
  const config = { ...portal.deps.config, mailUrl: server?.url };
  const mailer = createMailer(config);
  const worker = await startWorker({ ...portal.deps, config, mailer }, portal.databaseUrl);
  after(async () => {
    await worker.stop();
    mailer.close();
  });
  return worker;
}

/** A worker in a process of its own. */
async function aWorkerProcess(portal: TestPortal, server: MailServer): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('workerProcess.js', import.meta.url));
  const child = fork(file, [portal.databaseUrl, server.url]);
  after(() => child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

async function until(what: string, true_: () => Promise<boolean> | boolean, seconds = 10): Promise<number> {
  const start = performance.now();
  while (!(await true_())) {
    const waited = (performance.now() - start) / 1000;
    if (waited > seconds) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (performance.now() - start) / 1000;
}

test('a code’s job sends mail at once, the sweep sends the rest and closes what is due', async () => {
  const portal = portals.atTheClosing;
  const server = await aMailServer();
  const member = await aPerson(portal.db, { role: 'panel' });
  const consultation = await aConsultation(portal.db);
  await aWorker(portal, server);

  await portal.db.transaction(async (trx) => {
    await queueMail(trx, [{ ...aMail('Code'), priority: PRIORITY.code, secret: true }]);
  });
  const code = await until('the code', () => server.received.length === 1);
  assert.ok(code < 1.5, `the code took ${code} s`);

  await queueMail(portal.db, [aMail('Notice')]);
  await until('the notice', () => server.received.length === 2, 4);

  assert.equal((await portal.db('closure')).length, 0);
  portal.clock.set('2017-02-08T17:00:20Z');
  await until(
    'the report’s mail',
    () => server.received.some((mail) => mail.subject?.includes(consultation.reference)),
    // Its files are made first.
    60,
  );
  assert.equal((await portal.db('closure')).length, 1);
  assert.equal((await portal.db('outbox_mail').where({ to_address: member.email })).length, 1);
});

test('the sweep warns of what is not submitted, and carries an instruction out when it closes', async () => {
  const portal = portals.inTheLastHours;
  const { db } = portal;
  const organisation = await anOrganisation(db);
  const by = await aRepresentative(db, organisation);
  const aDraft = async () =>
    aDraftResponse(db, {
      consultation: await aConsultation(db),
      organisation,
      by,
      parties: [await aParty(db, { organisation })],
    });
  const [instructed] = [await aDraft(), await aDraft()];
  const at = portal.clock.now();
  const viewer = await findViewer(db, by.id, new Date().toISOString());
  await leaveInstruction(portal.deps, viewer!, instructed.id, [], at);
  await aWorker(portal);

  await until('the warnings', async () => (await db('outbox_mail').where({ kind: 'closing' })).length === 2);
  assert.equal((await db('submission')).length, 0);
  portal.clock.set('2017-02-08T17:00:16Z');
  await until('the submission', async () => (await db('submission')).length === 1);
  const submission = await db('submission').first();
  assert.deepEqual([submission!.response_id, submission!.standing], [instructed.id, 'in time']);
});

test('a worker killed with mail in hand: another sends it, once, and its jobs are released within 30 s', async () => {
  const portal = portals.ofTheKilled;
  const server = await aMailServer();
  let inHand = 0;
  let hold = true;
  server.behave = async () => {
    inHand += 1;
    // The first worker's mail is never answered; whatever the server was told is then lost with the connection.
    if (hold) await new Promise(() => undefined);
  };
  const victim = await aWorkerProcess(portal, server);
  const subjects = Array.from({ length: 12 }, (_, index) => `Notice ${index}`);
  await queueMail(portal.db, subjects.map(aMail));
  await wakeMailer(portal.db);
  const locked = () => portal.db('graphile_worker.jobs').whereNotNull('locked_by');
  // The job holds three, the sweep three more.
  await until('mail is in hand', async () => inHand === 6 && (await locked()).length === 1);
  await until('the first heartbeat', async () => (await portal.db('worker_heartbeat')).length === 1);
  const killed = (await portal.db('worker_heartbeat').first())!.worker_id;
  victim.kill('SIGKILL');
  await once(victim, 'exit');
  hold = false;

  await aWorker(portal, server);
  const delayed = await until('all mail', () => server.received.length === 12, 30);
  await until(
    'the jobs are released and done',
    async () => (await portal.db('graphile_worker.jobs')).length === 0,
    30 - delayed,
  );
  const beating = (await portal.db('worker_heartbeat')).map((row) => row.worker_id);
  assert.ok(!beating.includes(killed), 'the killed worker is forgotten');
  assert.equal(beating.length, 1);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  assert.deepEqual(server.received.map((mail) => mail.subject).toSorted(byText), subjects.toSorted(byText));
});

test('told to stop, a worker finishes the mail in hand, takes no other, and says goodbye', async () => {
  const portal = portals.ofTheStopped;
  const server = await aMailServer();
  let release: (() => void) | undefined;
  server.behave = () => new Promise<void>((resolve) => (release = resolve));
  const child = await aWorkerProcess(portal, server);
  await queueMail(portal.db, [aMail('In hand')]);
  await until('the mail is in hand', () => release !== undefined);
  child.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await queueMail(portal.db, [aMail('Too late')]);
  release?.();
  const [code] = (await once(child, 'exit')) as [number];
  assert.equal(code, 0);
  const mails = await portal.db('outbox_mail').orderBy('written_at');
  assert.deepEqual(
    mails.map((mail) => [mail.subject, mail.sent_at !== null]),
    [
      ['In hand', true],
      ['Too late', false],
    ],
  );
  assert.deepEqual(await portal.db('worker_heartbeat'), []);
});

test('a chore that fails is logged and done again', async () => {
  const portal = portals.ofTheFailing;
  let tries = 0;
  const mailer = {
    send: async () => {
      tries += 1;
      if (tries === 1) throw new Error('the disk is full');
    },
  };
  const worker = await startWorker({ ...portal.deps, mailer }, portal.databaseUrl);
  after(() => worker.stop());
  await queueMail(portal.db, [aMail('Tried twice')]);
  await until(
    'the second try',
    async () => (await portal.db('outbox_mail').whereNotNull('sent_at')).length === 1,
    10,
  );
  assert.equal(tries, 2);
});

const byText = (one = '', other = ''): number => one.localeCompare(other);
