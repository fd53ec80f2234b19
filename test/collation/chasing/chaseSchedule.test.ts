import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { remindOnSchedule } from '../../../src/collation/chasing/remindOnSchedule.js';
import { lockChasing } from '../../../src/collation/chasing/reminders.store.js';
import { writeReminders } from '../../../src/collation/chasing/writeReminders.js';
import { paths } from '../../../src/paths.js';
import { openForm, send, submitForm, textOf } from '../../support/browse.js';
import { aDraftOf, CHASE_FORM, chaseOf, DAY_OF_FIRST, emails, mailsOf, toWhom, workers } from './chasing.js';
import {
  aCompany,
  aConsultationOf,
  clock,
  db,
  desk,
  instant,
  portal,
  rowOf,
  sam,
  submissionOf,
} from '../desk.js';

/** Asks again and again until it is so; the runner's own limit ends what never is. */
async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setImmediate();
}

test('by schedule: only those not heard from, each once, whoever looks how often', async () => {
  const [silent, drafting, responded, nil, declined, late] = [
    await aCompany(3),
    await aCompany(),
    await aCompany(),
    await aCompany(),
    await aCompany(),
    await aCompany(),
  ];
  const consultation = await aConsultationOf(silent, drafting, responded, nil, declined, late);
  await aDraftOf(drafting, consultation);
  await submissionOf(responded, consultation);
  await submissionOf(nil, consultation, { kind: 'nil' });
  await db('decline_note').insert({
    consultation_id: consultation.id,
    party_id: declined.party.id,
    note: 'No view',
    noted_at: clock.now(),
    noted_by: sam.id,
  });
  await db('extension').insert({
    consultation_id: consultation.id,
    organisation_id: late.organisation.id,
    previous_closes_at: instant('2017-02-08T17:00:00Z'),
    closes_at: instant('2017-02-10T17:00:00Z'),
    reason: 'Their office was flooded.',
    made_at: clock.now(),
    made_by: sam.id,
  });
  clock.set('2017-02-01T16:59:59Z');
  await workers(2);
  assert.deepEqual(await toWhom(consultation), []);
  clock.set(DAY_OF_FIRST);
  await workers(3);
  await workers(1);
  assert.deepEqual(
    await toWhom(consultation),
    emails(silent, drafting),
    'the draft by its warning, the other later',
  );
  const [reminder] = (await mailsOf(consultation)).filter(({ kind }) => kind === 'reminder');
  for (const { name } of silent.parties)
    assert.ok(reminder!.body.includes(`- ${name}`), 'one mail names all');
  assert.match(reminder!.body, /until 5pm on Wednesday 8 February 2017 \(GMT\)/);

  clock.set('2017-02-03T17:00:00Z');
  await workers(2);
  assert.deepEqual(await toWhom(consultation), emails(silent, drafting, late), 'by its own deadline');
  await submissionOf(silent, consultation);
  clock.set('2017-02-07T17:00:00Z');
  await workers(2);
  const toSilent = (await toWhom(consultation)).filter((one) => one === silent.by.email);
  assert.equal(toSilent.length, 1, 'has responded since');
});

test('a worker that dies in the middle leaves nothing half done, and another sends all of it', async () => {
  const companies = [await aCompany(), await aCompany(), await aCompany()];
  const consultation = await aConsultationOf(...companies);
  clock.set(DAY_OF_FIRST);
  await db.raw(`create function die() returns trigger language plpgsql as $$
    begin raise exception 'the worker is gone'; end $$`);
  await db.raw(`create trigger dies before insert on audit_entry for each row
    when (new.action = 'consultation.reminded') execute function die()`);
  await workers(1);
  assert.deepEqual(await toWhom(consultation), []);
  assert.deepEqual(await db('reminder').where({ consultation_id: consultation.id }), []);
  await db.raw('drop function die() cascade');
  await workers(2);
  assert.deepEqual(await toWhom(consultation), emails(...companies));
});

test('a worker is killed with reminders written and not committed: another waits for it, and sends each once', async () => {
  const companies = [await aCompany(), await aCompany()];
  const consultation = await aConsultationOf(...companies);
  clock.set(DAY_OF_FIRST);
  const killed = await portal.deps.bulk.transaction();
  const { rows } = await killed.raw<{ rows: [{ pid: number }] }>('select pg_backend_pid() as pid');
  await lockChasing(killed, consultation.id);
  const half = {
    reminder: {
      personId: companies[0]!.by.id,
      forDay: '2017-02-01',
      occasion: '5 Working Days',
      partyIds: [companies[0]!.party.id],
    },
    mail: {
      kind: 'reminder',
      priority: 10,
      personId: null,
      to: companies[0]!.by.email,
      subject: `Half done: ${consultation.reference}`,
      body: '',
    },
  };
  assert.equal(await writeReminders(killed, consultation.id, [half], clock.now()), 1);
  const others = workers(2);
  await waitFor(async () => {
    const waiting = await db.raw(`select from pg_locks where not granted`);
    return (waiting as { rows: unknown[] }).rows.length > 0;
  });
  await db.raw('select pg_terminate_backend(:pid)', rows[0]);
  await killed.rollback().catch(() => undefined);
  await others;
  const mails = await mailsOf(consultation);
  assert.deepEqual(
    mails.map(({ to_address, subject }) => [to_address, subject.startsWith('No response yet')]),
    emails(...companies).map((email) => [email, true]),
  );
});

test('switched off nothing goes by schedule; switched on again, nothing is made up for', async () => {
  const silent = await aCompany();
  const consultation = await aConsultationOf(silent);
  clock.set('2017-02-01T10:00:00Z');
  const page = await desk.get(chaseOf(consultation));
  assert.match(
    textOf(page),
    /Next, for those without a deadline of their own: 5pm on Wednesday 1 February 2017/,
  );
  await submitForm(desk, chaseOf(consultation), { to: 'off' });
  clock.set(DAY_OF_FIRST);
  await workers(1);
  assert.deepEqual(await toWhom(consultation), []);
  clock.set('2017-02-01T18:00:00Z');
  await submitForm(desk, chaseOf(consultation), { to: 'on' });
  await workers(1);
  assert.deepEqual(await toWhom(consultation), []);
  clock.set('2017-02-07T17:00:00Z');
  await workers(1);
  assert.deepEqual(await toWhom(consultation), emails(silent));
  const entries = await db('audit_entry')
    .where({ consultation_id: consultation.id })
    .orderBy('id')
    .pluck('action');
  assert.deepEqual(entries, ['reminders.switched-off', 'reminders.switched-on', 'consultation.reminded']);
});

test('of one that was withdrawn nobody is reminded, by schedule or by hand', async () => {
  const [silent, drafting] = [await aCompany(), await aCompany()];
  const consultation = await aConsultationOf(silent, drafting);
  await aDraftOf(drafting, consultation);
  clock.set('2017-02-01T10:00:00Z');
  const { action, held } = await openForm(desk, chaseOf(consultation), CHASE_FORM);
  await db('consultation_withdrawal').insert({
    consultation_id: consultation.id,
    reason: 'The modification was withdrawn.',
    withdrawn_at: clock.now(),
    withdrawn_by: sam.id,
  });
  const sent = await send(desk, action, { ...held, words: '', step: 'send' });
  assert.equal(sent.status, 409);
  assert.match(textOf(sent), /The consultation has been withdrawn/);
  clock.set(DAY_OF_FIRST);
  await workers(1);
  assert.deepEqual(await toWhom(consultation), []);
});

test('who holds a draft and acts for a silent Party too gets one mail of the day, the warning, which names both', async () => {
  const drafting = await aCompany();
  const idle = await aCompany();
  const consultation = await aConsultationOf(drafting, idle);
  await db('role_grant').insert({
    person_id: drafting.by.id,
    role: 'representative',
    organisation_id: idle.organisation.id,
    granted_at: instant('2016-01-01T00:00:00Z'),
  });
  await aDraftOf(drafting, consultation);
  clock.set(DAY_OF_FIRST);
  await remindOnSchedule(portal.deps); // whichever of the two comes first
  await workers(2);
  const mails = await mailsOf(consultation);
  assert.deepEqual(
    mails.map(({ to_address, kind }) => [to_address, kind]),
    [
      [drafting.by.email, 'closing'],
      [idle.by.email, 'reminder'],
    ],
  );
  const warning = mails.find(({ kind }) => kind === 'closing')!;
  assert.match(warning.body, /no response at all, and no draft, for:/);
  assert.ok(warning.body.includes(`- ${idle.party.name}`));
  const line = rowOf(
    await desk.get(paths.deskCoverage({ reference: consultation.reference })),
    idle.party.name,
  )!;
  assert.ok(line['Last sent']!.includes(drafting.by.name) && line['Last sent']!.includes(idle.by.name));
});
