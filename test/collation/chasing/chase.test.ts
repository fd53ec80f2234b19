import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { openForm, send, textOf } from '../../support/browse.js';
import {
  aDraftOf,
  chase,
  chaseOf,
  CHASE_FORM,
  DAY_OF_FIRST,
  emails,
  mailsOf,
  toWhom,
  workers,
} from './chasing.js';
import {
  aCompany,
  aConsultationOf,
  clock,
  db,
  desk,
  instant,
  rowOf,
  sam,
  submissionOf,
  type Company,
} from '../desk.js';

test('by hand: the preview says who gets it and who does not and why, and exactly those get it', async () => {
  const [silent, drafting, responded, told, gone] = [
    await aCompany(2, { category: 'Gas Network' }),
    await aCompany(),
    await aCompany(),
    await aCompany(),
    await aCompany(),
  ];
  const consultation = await aConsultationOf(silent, drafting, responded, told, gone);
  await aDraftOf(drafting, consultation);
  await submissionOf(responded, consultation);
  await db('role_grant').where({ person_id: told.by.id }).update({ ended_at: clock.now() });
  await db('party').where({ id: gone.party.id }).update({ left_on: '2017-01-31' });
  clock.set('2017-02-03T10:00:00Z');

  const preview = await desk.get(chaseOf(consultation));
  const text = textOf(preview);
  assert.match(text, /2 people get a reminder, about 3 Parties/);
  assert.match(text, /It has responded: 1 Party/);
  assert.match(text, /It has nobody to tell: 1 Party/);
  assert.match(text, /It is no longer a Party to the Code: 1 Party/);
  assert.equal(rowOf(preview, drafting.by.name)!['Parties named'], `${drafting.party.name} (draft)`);
  const ofGas = textOf(await desk.get(chaseOf(consultation, { category: 'Gas Network' })));
  assert.match(ofGas, /1 person gets a reminder/);
  assert.match(
    ofGas,
    /Left out Not among those chosen above: 4 Parties/,
    'why those are silent is no matter',
  );

  const words = 'The Panel meets on Friday: <b>please</b> answer before.';
  const shown = await chase(consultation, { words, step: 'preview' });
  assert.equal(shown.status, 200);
  assert.ok(textOf(shown).includes(words), 'the text is shown with it');
  assert.deepEqual(await toWhom(consultation), [], 'a preview sends nothing');

  await chase(consultation, { words, step: 'send' });
  assert.deepEqual(await toWhom(consultation), emails(silent, drafting));
  for (const { body } of await mailsOf(consultation)) assert.ok(body.replaceAll(/\s+/g, ' ').includes(words));
  const again = await desk.get(chaseOf(consultation));
  assert.match(textOf(again), /Everybody concerned has had a mail about it today/);
  assert.match(textOf(again), /Had a mail about it today: 2 people/);
  assert.equal(rowOf(again, '10am')!['What'], `Reminder by ${sam.name}`);
});

test('who responds between preview and sending gets none; a second press sends nothing more', async () => {
  const [quick, silent] = [await aCompany(), await aCompany()];
  const consultation = await aConsultationOf(quick, silent);
  clock.set('2017-02-03T10:00:00Z');
  const { action, held } = await openForm(desk, chaseOf(consultation), CHASE_FORM);
  await submissionOf(quick, consultation);
  const newcomer = await aCompany();
  await db('eligible_party').insert({
    consultation_id: consultation.id,
    party_id: newcomer.party.id,
    organisation_id: newcomer.organisation.id,
    name: newcomer.party.name,
    category: newcomer.party.category,
    added_at: clock.now(),
    reason: 'Acceded',
  });
  const press = () => send(desk, action, { ...held, words: '', step: 'send' });
  const both = await Promise.all([press(), press()]);
  assert.deepEqual(
    both.map(({ status }) => status),
    [303, 303],
  );
  assert.deepEqual(await toWhom(consultation), emails(silent), 'neither who answered nor who was not shown');
  assert.equal((await db('chase').where({ consultation_id: consultation.id })).length, 1);

  await submissionOf(silent, consultation);
  await submissionOf(newcomer, consultation);
  const none = await send(desk, action, { ...held, key: randomUUID(), words: '', step: 'send' });
  assert.equal(none.status, 409);
  assert.match(textOf(none), /Nobody is left to remind: nothing was sent/);
});

test('a page that was sent before sends nothing with other words, nor about another consultation, and does not say so', async () => {
  const [one, other] = [await aCompany(), await aCompany()];
  const consultation = await aConsultationOf(one);
  const another = await aConsultationOf(other);
  clock.set('2017-02-03T10:00:00Z');
  const { action, held } = await openForm(desk, chaseOf(consultation), CHASE_FORM);
  const elsewhere = await openForm(desk, chaseOf(another), CHASE_FORM);
  assert.equal((await send(desk, action, { ...held, words: 'Please.', step: 'send' })).status, 303);
  const words = await send(desk, action, { ...held, words: 'PLEASE!', step: 'send' });
  assert.equal(words.status, 409);
  assert.match(textOf(words), /sent before, with other words, and nothing more was sent/);
  const form = { ...elsewhere.held, key: held['key']!, words: 'Please.', step: 'send' };
  assert.equal((await send(desk, elsewhere.action, form)).status, 409);
  assert.deepEqual(await toWhom(another), []);
});

test('one mail for one thing on one day: by hand, by schedule and warnings know of one another', async () => {
  const [silent, drafting, nextDay] = [await aCompany(), await aCompany(), await aCompany()];
  const consultation = await aConsultationOf(silent, drafting, nextDay);
  await aDraftOf(drafting, consultation);
  clock.set('2017-02-01T09:00:00Z');
  await chase(consultation, { words: '', step: 'send' });
  clock.set(DAY_OF_FIRST);
  await workers(2);
  assert.deepEqual(
    await toWhom(consultation),
    emails(silent, drafting, nextDay),
    'by hand in the morning: none at 5pm',
  );
  clock.set('2017-02-02T00:30:00Z');
  await workers(1);
  assert.equal((await toWhom(consultation)).length, 3, 'nor after midnight');
  clock.set('2017-02-07T17:00:00Z');
  await workers(1);
  assert.equal((await toWhom(consultation)).length, 6);
  clock.set('2017-02-07T18:00:00Z');
  assert.match(
    textOf(await desk.get(chaseOf(consultation))),
    /Everybody concerned has had a mail about it today/,
  );
});

test('a Party that has moved is chased where it is now, and nobody learns of a draft that is not their own', async () => {
  const [before, now] = [await aCompany(), await aCompany()];
  const consultation = await aConsultationOf(before);
  await aDraftOf(before, consultation);
  await db('party_particulars').insert({
    party_id: before.party.id,
    from_on: '2017-01-30',
    name: before.party.name,
    category: before.party.category,
    organisation_id: now.organisation.id,
    recorded_at: instant('2017-01-30T09:00:00Z'),
  });
  clock.set('2017-02-02T10:00:00Z');
  const line = rowOf(
    await desk.get(paths.deskCoverage({ reference: consultation.reference })),
    before.party.name,
    '[data-live="parties"]',
  )!;
  assert.ok(line['Party']!.endsWith(`now of ${now.organisation.name}`), line['Party']);
  assert.equal(line['To tell'], now.by.name);
  await chase(consultation, { words: '', step: 'send' });
  assert.deepEqual(await toWhom(consultation), emails(now));
  const [mail] = await mailsOf(consultation);
  assert.doesNotMatch(`${mail!.subject} ${mail!.body}`, /draft|Not submitted/);
});

test('each Party’s line and page show what was sent, to whom, and whether it was delivered or bounced', async () => {
  const [one, other] = [await aCompany(), await aCompany()];
  const consultation = await aConsultationOf(one, other);
  const { reference } = consultation;
  clock.set('2017-02-03T10:00:00Z');
  await chase(consultation, { words: '', step: 'send' });
  const line = async (company: Company) =>
    rowOf(await desk.get(paths.deskCoverage({ reference })), company.party.name)!['Last sent'];
  assert.equal(await line(one), `3 February 2017 not sent yet to ${one.by.name}`);
  await db('outbox_mail').where({ to_address: one.by.email }).update({ sent_at: clock.now() });
  await db('outbox_mail')
    .where({ to_address: other.by.email })
    .update({ refused_at: clock.now(), last_error: '550 No such user here', attempts: 1 });
  assert.equal(await line(one), `3 February 2017 delivered to ${one.by.name}`);
  assert.equal(await line(other), `3 February 2017 bounced to ${other.by.name}`);
  const party = textOf(await desk.get(paths.deskCoverageParty({ reference, party: other.party.id })));
  assert.ok(party.includes(`Reminder by ${sam.name}`) && party.includes(other.by.email));
  assert.match(party, /Bounced.*550 No such user here/);
  assert.match(
    textOf(await desk.get(chaseOf(consultation))),
    /1 mail delivered.*Bounced: .* \(550 No such user here\)/,
  );
});

test('before it opens and once it is closed nobody is reminded; too long a sentence comes back', async () => {
  const silent = await aCompany();
  const consultation = await aConsultationOf(silent);
  clock.set('2017-02-03T10:00:00Z');
  const long = await chase(consultation, { words: 'a'.repeat(501), step: 'send' });
  assert.equal(long.status, 422);
  assert.match(textOf(long), /Shorten what you add to 500 characters/);
  clock.set('2017-01-18T08:59:59Z');
  assert.match(textOf(await desk.get(chaseOf(consultation))), /It opens at 9am on Wednesday 18 January 2017/);
  clock.set('2017-02-08T17:00:00Z');
  assert.match(textOf(await desk.get(chaseOf(consultation))), /Its deadline has passed: 1 Party/);
  assert.deepEqual(await toWhom(consultation), []);
});
