import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { follow, pageOf, submitForm, textOf } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { aCompany, aConsultationOf, db, desk, LATE, portal, rowOf, sam, submissionOf } from '../desk.js';

const alex = await aSecasColleague(db);
const colleague = await signInAs(portal, alex);

/** Three responses that count, the newest first. */
async function three() {
  const companies = [await aCompany(), await aCompany(), await aCompany()];
  const here = await aConsultationOf(...companies);
  const ones: { id: string; name: string; url: string }[] = [];
  for (const [day, company] of companies.entries()) {
    const { id } = await submissionOf(company, here, { receivedAt: `2017-01-2${day}T10:00:00Z` });
    const url = paths.deskSubmission({ reference: here.reference, submission: id });
    ones.unshift({ id, name: company.organisation.name, url });
  }
  return { here, list: paths.deskResponses({ reference: here.reference }), ones };
}

const MARK = { form: '.portal-marking form' };
const markOn = async (browser: typeof desk, url: string, step: 'read' | 'unread') => {
  const button = pageOf(await browser.get(url)).querySelector('.portal-marking form button');
  assert.equal(button?.getAttribute('value'), step);
  return follow(browser, await submitForm(browser, url, { step }, MARK));
};

test('marking one as read leads to the next that counts and that one has not read, from the end to the top', async () => {
  const { ones, list } = await three();
  const [first, second, third] = ones;
  const after = await markOn(desk, second!.url, 'read');
  assert.match(textOf(after), new RegExp(`${third!.name}`));
  assert.match(textOf(after), new RegExp(`The response of ${second!.name} is marked as read`));
  const top = await markOn(desk, third!.url, 'read');
  assert.equal(pageOf(top).querySelector('h1')!.textContent!.includes(first!.name), true, 'the top again');
  const done = await markOn(desk, first!.url, 'read');
  assert.match(textOf(done), /There is no other that you have not read.*You have read all of these/);
  assert.equal(rowOf(await desk.get(list), first!.name)!['Read by'], 'You');
});

test('a mark is each colleague’s own; list and page say who has read it, and it can be taken back', async () => {
  const { ones, list } = await three();
  const { url, name } = ones[0]!;
  await markOn(desk, url, 'read');
  assert.equal(rowOf(await colleague.get(list), name)!['Read by'], sam.name);
  assert.match(textOf(await colleague.get(list)), /You have read none of these\. Read the first unread/);
  await markOn(colleague, url, 'read');
  assert.equal(rowOf(await colleague.get(list), name)!['Read by'], `You, ${sam.name}`);
  assert.match(textOf(await desk.get(url)), new RegExp(`Read by ${sam.name}, .*${alex.name}, `));

  const back = await markOn(desk, url, 'unread');
  assert.match(textOf(back), new RegExp(`is marked as unread.*Read by ${alex.name}`));
  assert.equal(rowOf(await desk.get(list), name)!['Read by'], alex.name, 'the other’s stays');
  const actions = await db('audit_entry').where({ subject_id: ones[0]!.id, person_id: sam.id }).orderBy('id');
  assert.deepEqual(
    actions.map(({ action }) => action),
    ['response.marked-read', 'response.marked-unread'],
  );
});

test('marking twice is marking once, at the first time', async () => {
  const { ones } = await three();
  const { url, id } = ones[0]!;
  await submitForm(desk, url, { step: 'read' }, MARK);
  await submitForm(desk, url, { step: 'read' }, MARK);
  assert.equal((await db('reading_mark').where({ submission_id: id })).length, 1);
  assert.equal((await db('audit_entry').where({ subject_id: id, action: 'response.marked-read' })).length, 1);
});

test('a new version is unread, and what does not count is never the next', async () => {
  const [one, other] = [await aCompany(), await aCompany()];
  const here = await aConsultationOf(one, other);
  const old = await submissionOf(one, here, { receivedAt: '2017-01-20T10:00:00Z' });
  const at = (submission: string) => paths.deskSubmission({ reference: here.reference, submission });
  await submissionOf(other, here, LATE);
  await markOn(desk, at(old.id), 'read');
  const now = await submissionOf(one, here, {
    responseId: old.responseId,
    receivedAt: '2017-01-26T10:00:00Z',
  });
  const list = await desk.get(paths.deskResponses({ reference: here.reference }));
  assert.equal(rowOf(list, one.organisation.name)!['Read by'], '');
  const next = pageOf(await desk.get(at(old.id))).querySelector('[data-key="n"]')!;
  assert.equal(next.getAttribute('href'), at(now.id));
  const alone = pageOf(await desk.get(at(now.id)));
  assert.equal(alone.querySelector('[data-key="n"]'), null, 'neither the old version nor the late one');
});
