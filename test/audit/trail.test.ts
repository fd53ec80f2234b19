import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { ACTIONS, SUBJECTS } from '../../src/audit/actions.js';
import { recordAudit, recordAudits, type AuditFacts } from '../../src/audit/audit.store.js';
import { sealAudit } from '../../src/audit/sealAudit.js';
import { ENTRIES_PER_PAGE } from '../../src/audit/trail.page.js';
import { paths } from '../../src/paths.js';
import { pageOf, textOf } from '../support/browse.js';
import { aConsultation } from '../support/build.js';
import { aCompany, clock, db, desk, firstCells, sam, submissionOf } from '../collation/desk.js';

const at = Temporal.Instant.from('2017-01-31T10:00:00Z');
const record = (facts: Partial<AuditFacts>): Promise<void> =>
  recordAudit(db, { action: 'people.imported', at, personId: sam.id, ...facts });

/** The details of the entries that a search finds, the newest first. */
async function found(query: Record<string, string>): Promise<string[]> {
  const reply = await desk.get(`${paths.deskAudit()}?${new URLSearchParams(query).toString()}`);
  assert.equal(reply.status, 200);
  const rows = [...pageOf(reply).querySelectorAll('tbody tr')];
  return rows.map((row) => [...row.querySelectorAll('td')].at(-1)!.textContent.trim());
}

test('every action has a subject by which the trail can be narrowed', () => {
  for (const action of Object.keys(ACTIONS)) assert.ok(action.split('.')[0]! in SUBJECTS, action);
});

test('it is searched by person, organisation, consultation, detail, subject and day', async () => {
  const { organisation } = await aCompany(1, { name: 'Marlpit Power' });
  const consultation = await aConsultation(db);
  await record({ detail: { mark: 'one' } });
  await record({ personId: null, detail: { mark: 'two' } });
  await record({ organisationId: organisation.id, detail: { mark: 'three', tookOver: 2 } });
  await record({ consultationId: consultation.id, action: 'consultation.edited', detail: { mark: 'four' } });
  // Midnight in London, in summer: the day before in UTC.
  await record({ at: Temporal.Instant.from('2016-06-30T23:00:00Z'), detail: { mark: 'five' } });
  await record({ at: Temporal.Instant.from('2016-07-01T22:59:59.999999Z'), detail: { mark: 'six 100%' } });
  await record({ at: Temporal.Instant.from('2016-07-01T23:00:00Z'), detail: { mark: 'seven' } });

  assert.deepEqual(await found({ words: 'marlpit' }), ['mark: three, took over: 2']);
  assert.deepEqual(await found({ words: consultation.reference.toLowerCase() }), ['mark: four']);
  assert.deepEqual(await found({ words: 'two' }), ['mark: two']);
  assert.deepEqual(await found({ words: '100%' }), ['mark: six 100%'], 'a sign is a sign');
  assert.deepEqual(await found({ words: 'no such thing' }), []);
  assert.deepEqual(await found({ from: '1/7/2016', to: '2016-07-01' }), ['mark: six 100%', 'mark: five']);
  assert.ok(!(await found({ words: sam.email })).includes('mark: two'));
  assert.deepEqual(await found({ subject: 'consultation', words: 'four' }), ['mark: four']);
  assert.deepEqual(await found({ subject: 'consultation', words: 'three' }), []);
  const odd = await desk.get(`${paths.deskAudit()}?from=31/02/2017&subject=x&below=-1&words=%00`);
  assert.match(textOf(odd), /From: enter a day such as 30\/1\/2017/);
});

test('the page says who, what and about which; what the portal did itself has no person', async () => {
  await record({ personId: null, action: 'consultation.closed', detail: { mark: 'closed' } });
  const page = pageOf(await desk.get(`${paths.deskAudit()}?words=closed`));
  assert.match(
    page.querySelector('tbody tr')!.textContent.replaceAll(/\s+/g, ' '),
    /The portal Closed a consultation/,
  );
  await record({ detail: { mark: 'by Sam' } });
  const [row] = pageOf(await desk.get(`${paths.deskAudit()}?words=by+Sam`)).querySelectorAll('tbody tr');
  assert.match(
    row!.textContent.replaceAll(/\s+/g, ' '),
    /10:00:00\.000 Tuesday 31 January 2017 \(GMT\) · entry \d+.*Imported people/,
  );
  assert.equal(row!.querySelector('a')?.getAttribute('href'), paths.deskPerson({ id: sam.id }));
});

test('a long trail is read from page to page, and is said to be sealed', async () => {
  const many = Array.from({ length: ENTRIES_PER_PAGE * 2 + 1 }, (_, number) => ({
    action: 'register.imported' as const,
    at,
    personId: null,
    detail: { number: `n${number}` },
  }));
  await recordAudits(db, many);
  await sealAudit(db, at, 0);
  const seen: string[] = [];
  let url: string | undefined = `${paths.deskAudit()}?subject=register`;
  while (url) {
    const reply: Awaited<ReturnType<typeof desk.get>> = await desk.get(url);
    seen.push(...firstCells(reply));
    assert.match(textOf(reply), /Sealed up to entry \d+ by seal \d+/);
    const older = [...pageOf(reply).querySelectorAll('a')].find(
      ({ textContent }) => textContent === 'Older entries',
    );
    url = older?.getAttribute('href') ?? undefined;
  }
  assert.equal(seen.length, many.length);
  assert.equal(new Set(seen).size, many.length, 'each once');
});

test('it is taken away as CSV: what was found, whole, without formulas', async () => {
  const { organisation } = await aCompany(1, { name: '=1+1 Power' });
  await record({ organisationId: organisation.id, detail: { of: 'export' } });
  await record({ personId: null, action: 'consultation.closed', detail: { mark: 'plain', of: 'export' } });
  const reply = await desk.get(`${paths.deskAuditCsv()}?words=export`).buffer();
  assert.match(reply.headers['content-disposition']!, /audit-trail\.csv/);
  const lines = reply.text.trim().split('\r\n');
  assert.equal(lines.length, 3);
  assert.match(lines[0]!, /^Entry,When \(UTC\)/);
  assert.match(lines[2]!, /,'=1\+1 Power,/);
  assert.match(lines[1]!, /2017-01-31T10:00:00Z.*The portal,,consultation\.closed,Closed a consultation/);
  const register = await desk.get(`${paths.deskAuditCsv()}?subject=register`).buffer();
  assert.equal(register.text.trim().split('\r\n').length, ENTRIES_PER_PAGE * 2 + 2);
});

test('every look at something confidential is recorded, and no other', async () => {
  const consultation = await aConsultation(db);
  const { reference } = consultation;
  const looks = () => db('audit_entry').whereLike('action', 'confidential.%').orderBy('id');
  const open = async (confidential: object) => {
    const { id } = await submissionOf(await aCompany(), consultation, confidential);
    assert.equal((await desk.get(paths.deskSubmission({ reference, submission: id }))).status, 200);
    return id;
  };
  await open({});
  assert.deepEqual(await looks(), []);
  const whole = await open({ confidential: true });
  const name = await open({ nameConfidential: true });
  const answer = await open({
    answers: { view: { value: { choice: 'Approve' }, confidential: true, reason: 'ours' } },
  });
  assert.deepEqual(
    (await looks()).map(({ action, person_id, subject_id }) => [action, person_id, subject_id]),
    [whole, name, answer].map((id) => ['confidential.read', sam.id, id]),
  );
});

test('sealed is not said to be proven: a broken seal is named as the command does, and what comes after it proves nothing', async () => {
  const seal = async (mark: string) => {
    await record({ detail: { mark } });
    await sealAudit(db, at, 0);
  };
  const shown = async (minutes: number) => {
    clock.set(clock.now().add({ minutes }).toString());
    const text = textOf(await desk.get(paths.deskAudit()));
    return /being reckoned again: \d+ holds? so far/.test(text)
      ? textOf(await desk.get(paths.deskAudit()))
      : text;
  };
  await seal('whole');
  assert.match(
    await shown(6),
    /Sealed up to entry \d+ by seal \d+.*\d+ seals? w.* reckoned again at .* all of them hold/,
  );
  const { number, last_entry: entry } = (await db('audit_seal').orderBy('number', 'desc').first())!;
  await db.raw('alter table audit_entry disable trigger user');
  await db('audit_entry')
    .where({ id: entry })
    .update({ detail: { mark: 'another' } });
  await db.raw('alter table audit_entry enable trigger user');
  await seal('after');
  const broken = await shown(6);
  const what = `Seal ${number} \\(entries up to ${entry}\\) is broken: entry ${entry}: it was altered\\.`;
  assert.match(broken, new RegExp(`Important: ${what}.*from seal ${number} on none proves`));
  assert.match(broken, new RegExp(`Sealed up to entry \\d+ by seal ${number + 1}`));
  assert.doesNotMatch(broken, /all of them hold/);
});
