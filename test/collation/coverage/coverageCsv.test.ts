import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf } from '../../support/browse.js';
import { aRepresentative, aSecasColleague } from '../../support/build.js';
import { aCompany, aConsultationOf, db, desk, portal, sam, submissionOf } from '../desk.js';
import { aDraftResponse } from '../../support/draft.js';
import { signInAs } from '../../support/signIn.js';

const responded = await aCompany(1, { name: 'Aldermoor', category: 'Gas Network' });
const silent = await aCompany(2, { name: '=HYPERLINK("http://evil.example")' });
const drafting = await aCompany(1, { name: 'Coldharbour' });
const declined = await aCompany(1, { name: 'Dunmere' });
const colleague = await aRepresentative(db, silent.organisation);
const left = await aRepresentative(db, silent.organisation);
await db('role_grant')
  .where({ person_id: left.id })
  .update({ ended_at: new Date() as never });
const consultation = await aConsultationOf(responded, silent, drafting, declined);
const { reference } = consultation;
const { reference: receipt } = await submissionOf(responded, consultation);
await aDraftResponse(db, {
  consultation,
  organisation: drafting.organisation,
  by: drafting.by,
  parties: drafting.parties,
});
await db('decline_note').insert({
  consultation_id: consultation.id,
  party_id: declined.party.id,
  note: 'By telephone',
  noted_at: new Date('2017-01-26T10:00:00Z') as never,
  noted_by: sam.id,
});

test('the matrix can be taken away: each Party with its state and the addresses, without formulas', async () => {
  const reply = await desk.get(paths.deskCoverageCsv({ reference })).buffer();
  assert.match(reply.headers['content-disposition']!, new RegExp(`${reference}-coverage\\.csv`));
  assert.ok(reply.text.startsWith('\ufeff'));
  const rows: Record<string, string>[] = parse(reply.text, { bom: true, columns: true });
  assert.equal(rows.length, 5);
  const of = (company: typeof silent) => rows.find((row) => row['Party'] === company.party.name)!;
  assert.deepEqual(
    [of(responded)['State'], of(responded)['Receipt'], of(responded)['Received (UTC)']],
    ['responded', receipt, '2017-01-25T10:00:00Z'],
  );
  assert.equal(of(silent)['State'], 'silent');
  assert.equal(of(silent)['Organisation'], `'${silent.organisation.name}`);
  assert.equal(of(silent)['Addresses'], [silent.by.email, colleague.email].toSorted().join('; '));
  assert.equal(of(drafting)['State'], 'draft');
  assert.deepEqual([of(declined)['State'], of(declined)['Note']], ['declined', 'By telephone']);
});

const addressesOn = async (query = '') =>
  pageOf(await desk.get(`${paths.deskCoverage({ reference })}${query}`)).querySelector('#addresses')
    ?.textContent;

test('the addresses of those not heard from can be copied, each once; narrowed as the list is', async () => {
  const asked = [silent.by.email, colleague.email];
  assert.deepEqual((await addressesOn())!.split('; ').toSorted(), [...asked, drafting.by.email].toSorted());
  assert.deepEqual((await addressesOn('?state=silent'))!.split('; ').toSorted(), asked.toSorted());
  assert.equal(await addressesOn('?state=draft'), drafting.by.email);
  assert.equal(await addressesOn('?category=Gas+Network'), undefined);
});

test('the desk says how many Parties answered, and what the viewer has not read', async () => {
  const said = async (browser = desk) => textOf(await browser.get(paths.desk()));
  const line = (unread: string) => new RegExp(`1 of 5 Parties answered, 1 response so far, ${unread}`);
  assert.match(await said(), line('1 unread'));
  const [submission] = await db('submission').where({ reference: receipt });
  const read = { submission_id: submission!.id, person_id: sam.id, read_at: new Date() as never };
  await db('reading_mark').insert(read);
  assert.match(await said(), line('all read'));
  const other = await aSecasColleague(db);
  assert.match(await said(await signInAs(portal, other)), line('1 unread'));
});
