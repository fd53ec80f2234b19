import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/paths.js';
import { csrfFrom, follow, pageOf, submitForm, textOf, type Reply } from '../support/browse.js';
import { anOrganisation, aRepresentative, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db } = portal;
const northmoor = await anOrganisation(db, 'Northmoor Energy');
const castlereach = await anOrganisation(db, 'Castlereach Gas, Networks');
const secas = await aSecasColleague(db);
const desk = await signInAs(portal, secas);
const url = paths.deskPeopleImport();
const HEADER = 'organisation,name,email,may_submit\n';

const upload = async (csv: string | Buffer, fields: Record<string, string> = {}): Promise<Reply> => {
  const request = desk
    .post(url)
    .field('_csrf', await csrfFrom(desk, url))
    .field('step', 'preview');
  for (const [name, value] of Object.entries(fields)) void request.field(name, value);
  return request.attach('file', Buffer.from(csv as string), 'people.csv').redirects(0);
};
/** As a browser reads it: without the first line break, and with character references resolved (linkedom leaves both). */
const typedIn = (textarea: Element) =>
  textarea.textContent
    .replace(/^\n/, '')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
/** Presses the preview's button, with all that its page carries. */
const confirm = (preview: Reply): Promise<Reply> => {
  const form = pageOf(preview).querySelector('main form')!;
  const request = desk.post(url).redirects(0);
  for (const field of form.querySelectorAll('input, textarea, button')) {
    const value = field.tagName === 'TEXTAREA' ? typedIn(field) : field.getAttribute('value')!;
    void request.field(field.getAttribute('name')!, value);
  }
  return request.then((reply) => reply);
};
const problemsIn = (reply: Reply) =>
  [...pageOf(reply).querySelectorAll('main section li')].map((item) => item.textContent.trim());
const counts = async () => {
  const { rows } = await db.raw(
    `select (select count(*) from person) as people, (select count(*) from role_grant) as grants,
            (select count(*) from organisation) as organisations,
            (select count(*) from outbox_mail where kind = 'invitation') as mails`,
  );
  return rows[0];
};

describe('an import of representatives', () => {
  it('shows what would change, changes nothing before it is confirmed, and then all', async () => {
    const known = await aRepresentative(db, northmoor);
    const before = await counts();
    const preview = await upload(
      `${HEADER}northmoor  energy,Ann Ash,Ann@Northmoor.example,yes\n` +
        `"Castlereach Gas, Networks",Ann Ash,ann@northmoor.example,no\n` +
        `Northmoor Energy,Another Name,${known.email},no\n\n`,
    );
    assert.equal(preview.status, 200);
    assert.match(textOf(preview), /New people 1 .*May not submit any more 1 /);
    assert.match(textOf(preview), new RegExp(`Known as ${known.name}, and stays so`));
    assert.deepEqual(await counts(), before);

    const reply = await confirm(preview);
    assert.equal(reply.status, 303);
    assert.match((await follow(desk, reply)).text, /2 people have been given access/);
    const ann = await db('person').where({ email: 'ann@northmoor.example' }).first();
    const grants = await db('role_grant').where({ person_id: ann!.id }).orderBy('may_submit');
    assert.deepEqual(
      grants.map((grant) => [grant.organisation_id, grant.may_submit, grant.granted_by]),
      [
        [castlereach.id, false, secas.id],
        [northmoor.id, true, secas.id],
      ],
    );
    const now = await db('role_grant').where({ person_id: known.id }).whereNull('ended_at');
    assert.deepEqual(
      now.map((grant) => grant.may_submit),
      [false],
    );
    assert.equal((await db('person').where({ id: known.id }).first())!.name, known.name);
    const mails = await db('outbox_mail').where({ person_id: ann!.id, kind: 'invitation' });
    assert.equal(mails.length, 1);
    assert.match(mails[0]!.body, /Castlereach Gas, Networks: may draft only/);
    assert.match(mails[0]!.body, /Northmoor Energy: may draft and submit/);
    assert.equal(
      (await db('audit_entry').where({ action: 'people.imported', person_id: secas.id })).length,
      1,
    );
    assert.equal((await db('audit_entry').where({ action: 'grant.given', subject_id: ann!.id })).length, 2);
  });

  it('done twice does nothing the second time, and tells nobody again', async () => {
    const csv = `${HEADER}Northmoor Energy,Cy Cedar,cy@northmoor.example,yes\n`;
    const [first, second] = [await upload(csv), await upload(csv)];
    await confirm(first);
    const before = await counts();
    assert.equal((await confirm(second)).status, 303);
    assert.deepEqual(await counts(), before);
    assert.match(textOf(await upload(csv)), /Nothing: everybody in the file has this access already/);
  });

  it('may be pasted', async () => {
    const csv = `${HEADER}Northmoor Energy,Dee Dogwood,dee@northmoor.example,yes`;
    const preview = await submitForm(desk, url, { csv }, { button: ['step', 'preview'] });
    assert.match(textOf(preview), /Dee Dogwood/);
    assert.equal((await confirm(preview)).status, 303);
    assert.ok(await db('person').where({ email: 'dee@northmoor.example' }).first());
  });

  it('names every line that is wrong, and does nothing at all', async () => {
    const before = await counts();
    const reply = await upload(
      `${HEADER}Northmoor Energy,Good,good@northmoor.example,yes\n` +
        `Nowhere Ltd,Eve,eve@nowhere.example,yes\n` +
        `Northmoor Energy,,fay,perhaps\n` +
        `Northmoor Energy,Good,good@northmoor.example,no\n` +
        `Northmoor Energy,Bad,good@northmoor.example,yes\n` +
        `Castlereach Gas, Networks,Gil,gil@castlereach.example,yes\n` +
        `Northmoor Energy,Hal\u0000,hal@northmoor.example,yes\n` +
        `Northmoor Energy,"Two\nlines",two@northmoor.example,yes\n` +
        `Northmoor Energy,Short\n`,
    );
    assert.equal(reply.status, 422);
    const problems = problemsIn(reply);
    assert.deepEqual(
      problems.map((problem) => /^Line \d+: [^.“]*/.exec(problem)![0].trim()),
      [
        'Line 3: There is no organisation called',
        'Line 4: Enter the person’s name',
        'Line 5: Line 2 says the opposite about whether good@northmoor',
        'Line 6: good@northmoor',
        'Line 7: Enter an e-mail address in the correct format, such as name@company',
        'Line 8: Retype the person’s name: it holds characters that cannot be shown',
        'Line 11: Enter an e-mail address',
      ],
    );
    assert.match(problems[1]!, /Enter the person’s name\. Enter an e-mail.*yes or no/);
    assert.match(problems[4]!, /more values than columns/);
    assert.deepEqual(await counts(), before);
  });

  it('adds organisations only when told to', async () => {
    const csv = `${HEADER}Citizens Advocates,Ivy,ivy@advocates.example,yes\ncitizens  advocates,Joe,joe@advocates.example,yes\n`;
    assert.deepEqual(problemsIn(await upload(csv)).length, 2);
    const preview = await upload(csv, { addOrganisations: 'yes' });
    assert.match(textOf(preview), /1 new organisation Citizens Advocates/);
    assert.equal((await confirm(preview)).status, 303);
    const added = await db('organisation').where({ name: 'Citizens Advocates' });
    assert.equal(added.length, 1);
    assert.equal((await db('role_grant').where({ organisation_id: added[0]!.id })).length, 2);
  });

  it('reads what spreadsheets write', async () => {
    const row = (name: string) => `Northmoor Energy;${name};kim@northmoor.example;Y\r\n`;
    const header = 'Organisation;Name;E-mail address;May submit?;Notes\r\n';
    const utf16 = Buffer.from(`\ufeff${header}${row('Zoë Ⅻ')}`, 'utf16le');
    const readAs: [string | Buffer, RegExp][] = [
      [`\ufeff${header}${row('Zoë Brontë')}`, /Zoë Brontë/],
      [Buffer.from(`${header}${row('Zoë Brontë')}`, 'latin1'), /Zoë Brontë/],
      [utf16, /Zoë Ⅻ/],
      [
        `may submit\tE-MAIL\torganization\tfull name\nno\tkim@northmoor.example\tNorthmoor Energy\tKim\n`,
        /Draft only/,
      ],
      [
        `email,name,organisation\nkim@northmoor.example,Kim,Northmoor Energy`,
        /everybody in the file may submit/,
      ],
    ];
    for (const [csv, shown] of readAs) {
      const preview = await upload(csv);
      assert.equal(preview.status, 200, textOf(preview));
      assert.match(textOf(preview), shown);
    }
    assert.match(textOf(await upload(readAs[0]![0])), /These columns are not used: Notes/);
  });

  it('answers what is no such file with what to do', async () => {
    const wrong: [string | Buffer, RegExp][] = [
      ['', /Choose a CSV file/],
      [' \n ', /Choose a CSV file/],
      [HEADER, /nobody below the column names/],
      ['name,email\nAnn,ann@a.com', /must begin with the names of its columns/],
      ['email,e-mail,name,organisation\na,b,c,d', /is there twice/],
      [`${HEADER}Northmoor Energy,"Ann,ann@a.com,yes\n`, /cannot be read as CSV/],
      [`${HEADER}${'x'.repeat(200_000)}`, /cannot be read as CSV/],
      [Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xfe]), /must begin with the names of its columns/],
    ];
    for (const [csv, said] of wrong) {
      const reply = await upload(csv);
      assert.equal(reply.status, 422);
      assert.match(textOf(reply), said);
    }
  });

  it('refuses a file over 5 MB, fields that no form has, nesting, a broken body and a token that comes late', async () => {
    const _csrf = await csrfFrom(desk, url);
    const post = () => desk.post(url).redirects(0).field('_csrf', _csrf);
    assert.equal((await upload(Buffer.alloc(5 * 1024 * 1024 + 1, 'a'))).status, 413);
    const names = ['other', 'csv[a][b]', 'a[4294967294]', '__proto__', 'csv[]'];
    for (const name of names) {
      assert.equal((await post().field('step', 'preview').field(name, 'x')).status, 400, name);
    }
    assert.equal((await post().field('step', 'destroy')).status, 400);
    assert.equal(
      (await post().field('step', 'preview').attach('other', Buffer.from('a'), 'a.csv')).status,
      400,
    );
    const pasted = desk.post(url).redirects(0).field('step', 'confirm').field('csv', HEADER);
    assert.equal((await pasted).status, 403);
    const late = desk.post(url).redirects(0).field('step', 'preview');
    assert.equal((await late.attach('file', Buffer.from(HEADER), 'a.csv').field('_csrf', _csrf)).status, 403);
    const broken = await desk
      .post(url)
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send(`--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${_csrf}\r\n--x\r\nContent-Disp`);
    assert.equal(broken.status, 400);
  });

  it('takes 20,000 people in few statements, and not one more', async () => {
    const rows = (count: number) =>
      HEADER +
      Array.from(
        { length: count },
        (_, n) => `Northmoor Energy,Person ${n},many${n}@many.example,yes\n`,
      ).join('');
    assert.match(textOf(await upload(rows(20_001))), /more than 20,000 people/);
    const preview = await upload(rows(20_000));
    assert.match(textOf(preview), /New people 20,000/);
    const statements: string[] = [];
    const listen = ({ sql }: { sql: string }) => void statements.push(sql);
    db.on('query', listen);
    assert.equal((await confirm(preview)).status, 303);
    db.off('query', listen);
    assert.ok(statements.length < 25, `${statements.length} statements`);
    assert.equal((await db('person').whereLike('email', 'many%')).length, 20_000);
    assert.equal((await db('outbox_mail').whereLike('to_address', 'many%')).length, 20_000);
  });
});
