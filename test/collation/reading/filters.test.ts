import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { follow, pageOf, submitForm, textOf } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { aCompany, aConsultationOf, clock, db, desk, LATE, sam, submissionOf } from '../desk.js';

const large = await aCompany(1, { category: 'Large Supplier' });
const small = await aCompany(1, { category: 'Small Supplier' });
const network = await aCompany(1, { category: 'Electricity Network' });
const none = await aCompany(1, { category: 'Large Supplier' });
const late = await aCompany(1, { category: 'Large Supplier' });
const here = await aConsultationOf(large, small, network, none, late);
const { reference } = here;

const approve = { view: { value: { choice: 'Approve' } } };
const reject = { value: { choice: 'Reject', rationale: 'It costs too much' } };
const submitted = {
  large: await submissionOf(large, here, { answers: approve, receivedAt: '2017-01-20T10:00:00Z' }),
  small: await submissionOf(small, here, {
    answers: { view: { ...reject, confidential: true } },
    receivedAt: '2017-01-21T10:00:00Z',
  }),
  network: await submissionOf(network, here, {
    answers: approve,
    nameConfidential: true,
    confidential: true,
    receivedAt: '2017-01-22T10:00:00Z',
  }),
  none: await submissionOf(none, here, { kind: 'nil', receivedAt: '2017-01-23T10:00:00Z' }),
};
await submissionOf(late, here, { ...LATE, answers: approve });
const read = (submission: string, person: string) =>
  db('reading_mark').insert({ submission_id: submission, person_id: person, read_at: clock.now() });
const alex = await aSecasColleague(db);
await read(submitted.large.id, sam.id);
await read(submitted.small.id, alex.id);
const comment = { consultation_id: here.id, written_at: clock.now(), written_by: sam.id, text: 'Thank you' };
await db('secas_comment').insert({ ...comment, submission_id: submitted.large.id });
await db('secas_comment').insert({ ...comment, submission_id: submitted.none.id, removed_at: clock.now() });

const listAt = (query: Record<string, string>) =>
  `${paths.deskResponses({ reference })}?${new URLSearchParams(query).toString()}`;
const names = { large, small, network, none } as const;

/** Which of the four are listed, by the links of the table. */
async function found(query: Record<string, string>) {
  const page = pageOf(await desk.get(listAt(query)));
  const rows = [...page.querySelectorAll('#live tbody th a')].map((link) => link.textContent!.trim());
  return rows.map((name) => Object.entries(names).find(([, one]) => one.organisation.name === name)?.[0]);
}

const CASES: [Record<string, string>, string[]][] = [
  [{ category: 'Large Supplier' }, ['none', 'large']],
  [{ category: 'Gas Network' }, []],
  [{ answer: 'view:Approve' }, ['network', 'large']],
  [{ answer: 'view:Reject' }, ['small']],
  [{ confidential: 'whole' }, ['network']],
  [{ confidential: 'name' }, ['network']],
  [{ confidential: 'some' }, ['small']],
  [{ confidential: 'nothing' }, ['none', 'large']],
  [{ read: 'me' }, ['large']],
  [{ read: 'not-me' }, ['none', 'network', 'small']],
  [{ read: 'nobody' }, ['none', 'network']],
  [{ kind: 'nil' }, ['none']],
  [{ kind: 'response' }, ['network', 'small', 'large']],
  [{ comment: 'with' }, ['large']],
  [{ comment: 'without' }, ['none', 'network', 'small']],
  [
    { category: 'Large Supplier', kind: 'response', read: 'me', comment: 'with', answer: 'view:Approve' },
    ['large'],
  ],
  [{ category: 'Large Supplier', answer: 'view:Reject' }, []],
  [
    { category: 'Nonsense', read: '1; drop table', answer: 'no colon' },
    ['none', 'network', 'small', 'large'],
  ],
];
for (const [query, expected] of CASES) {
  test(`${new URLSearchParams(query).toString()} finds ${expected.join(', ') || 'none'}`, async () => {
    assert.deepEqual(await found(query), expected);
  });
}

test('what is set stands above the list, counted, each with a way to do without it', async () => {
  const reply = await desk.get(listAt({ category: 'Large Supplier', kind: 'nil' }));
  const page = pageOf(reply);
  const set = [...page.querySelectorAll('.portal-filters__one')];
  assert.deepEqual(
    set.map((one) => one.firstChild!.textContent!.trim()),
    ['Category: Large Supplier', 'Kind: no comment'],
  );
  assert.equal(set[0]!.querySelector('a')!.getAttribute('href'), listAt({ kind: 'nil' }));
  assert.equal(page.querySelector('#live caption')!.textContent, '1 of 4 responses that count');
  assert.equal(page.querySelector('#held'), null, 'the late one is not among those that are filtered');
  assert.match(textOf(await desk.get(listAt({ category: 'Gas Network' }))), /None matches.*Show all/);
});

test('on the reading page one goes on within the filter that one came from, also after a mark and a comment', async () => {
  const query = '?category=Large+Supplier';
  const at = (id: string) => paths.deskSubmission({ reference, submission: id }) + query;
  const listed = pageOf(await desk.get(paths.deskResponses({ reference }) + query));
  assert.equal(listed.querySelector('#live tbody th a')!.getAttribute('href'), at(submitted.none.id));
  const page = pageOf(await desk.get(at(submitted.none.id)));
  assert.equal(page.querySelector('a[rel="next"]')!.getAttribute('href'), at(submitted.large.id));
  assert.match(page.querySelector('.portal-around')!.textContent!, /1 of 2 that match your filters/);
  assert.equal(page.querySelector('[data-key="n"]'), null, 'the other that matches has been read');
  const written = { text: 'Seen', step: 'save' };
  const saved = await submitForm(desk, at(submitted.none.id), written, { form: '.portal-comment form' });
  assert.equal(saved.headers['location'], `${at(submitted.none.id)}#comment-whole`);

  const marked = await submitForm(
    desk,
    at(submitted.none.id),
    { step: 'read' },
    { form: '.portal-marking form' },
  );
  assert.equal(marked.headers['location'], paths.deskResponses({ reference }) + query);
  assert.match(textOf(await follow(desk, marked)), /There is no other that you have not read/);
  const stray = pageOf(await desk.get(at(submitted.small.id)));
  assert.match(stray.querySelector('.portal-around')!.textContent!, /Not among the 2 that match/);
  assert.equal(stray.querySelector('a[rel="prev"]')!.getAttribute('href'), at(submitted.none.id));
});
