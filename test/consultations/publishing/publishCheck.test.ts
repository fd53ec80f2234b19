import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { openForm, pageOf, send, submitForm, textOf, type Fields } from '../../support/browse.js';
import { aParty, aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import {
  aDocument,
  aPreparedConsultation,
  clock,
  db,
  desk,
  errorLinks,
  organisation,
  portal,
  publish,
  rowOf,
  visitor,
  when,
} from '../atTheDesk.js';

const colleague = await aSecasColleague(db);
const otherDesk = await signInAs(portal, colleague);
const publishUrl = (reference: string) => paths.deskPublish({ reference });
const issuesOf = async (reference: string) =>
  db('question_issue')
    .where({ consultation_id: (await rowOf(reference)).id })
    .orderBy('number');
const askedOf = async (reference: string) =>
  db('eligible_party')
    .where({ consultation_id: (await rowOf(reference)).id })
    .orderBy('name');

describe('what has changed since it was checked is shown again, not published', () => {
  const question = { type: 'long-text', ask: 'Anything else?', section: 'Other', was: '' };
  const cases: { name: string; change: (reference: string) => Promise<unknown> }[] = [
    {
      name: 'the deadline',
      change: (reference) => submitForm(otherDesk, paths.deskEdit({ reference }), when('closes', '9', '2')),
    },
    {
      name: 'a question',
      change: async (reference) => {
        const url = `${paths.deskNewQuestion({ reference })}?type=long-text`;
        await submitForm(otherDesk, url, question);
      },
    },
    { name: 'a document', change: (reference) => aDocument(reference, 'A late annex') },
    { name: 'a Party that joined', change: () => aParty(db, { organisation, category: 'Small Supplier' }) },
  ];
  for (const { name, change } of cases) {
    test(name, async () => {
      const reference = await aPreparedConsultation();
      const { action, held } = await openForm(desk, publishUrl(reference));
      await change(reference);
      const refused = await send(desk, action, held);
      assert.equal(refused.status, 409);
      assert.match(
        textOf(refused),
        /It has changed since this page was shown\. Check it again, then publish\./,
      );
      assert.equal((await rowOf(reference)).published_at, null);
      assert.equal((await issuesOf(reference)).length + (await askedOf(reference)).length, 0);

      const page = pageOf(refused);
      const checked = page.querySelector('input[name="checked"]')!.getAttribute('value')!;
      assert.equal((await send(desk, action, { ...held, checked })).status, 303);
    });
  }
});

describe('what is missing is told before and refused after, with links to where it is mended', () => {
  const none: Fields = { 'closes-day': '', 'closes-month': '', 'closes-year': '' };
  const cases: { name: string; fields?: Fields; now?: string; to: (reference: string) => string }[] = [
    { name: 'no deadline', fields: none, to: (reference) => `${paths.deskEdit({ reference })}#closes` },
    {
      name: 'a deadline now',
      now: '2017-02-08T17:00:00Z',
      to: (reference) => `${paths.deskEdit({ reference })}#closes`,
    },
  ];
  for (const { name, fields, now, to } of cases) {
    test(name, async () => {
      const reference = await aPreparedConsultation(fields);
      const { _csrf } = (await openForm(desk, paths.deskEdit({ reference }))).held;
      if (now) clock.set(now);
      const page = await desk.get(publishUrl(reference));
      assert.deepEqual([page.status, errorLinks(page)], [200, [to(reference)]]);
      assert.equal(pageOf(page).querySelector('main form'), null);
      const forced = await send(desk, publishUrl(reference), { _csrf: _csrf!, checked: 'x' });
      assert.deepEqual([forced.status, errorLinks(forced)], [422, [to(reference)]]);
      assert.equal((await rowOf(reference)).published_at, null);
      assert.equal((await visitor.get(paths.consultation({ reference }))).status, 404);
    });
  }
});

test('how many Working Days there are to answer; and what may be a slip is said, and prevents nothing', async () => {
  const reference = await aPreparedConsultation();
  const page = textOf(await desk.get(paths.deskPublish({ reference })));
  assert.match(page, /Time to answer 17 Working Days/);
  assert.doesNotMatch(page, /is not a Working Day/);
  const saturday = await aPreparedConsultation(when('closes', '11', '2'));
  const warned = textOf(await desk.get(paths.deskPublish({ reference: saturday })));
  assert.match(warned, /Saturday 11 February 2017 is not a Working Day\. Is the deadline right\?/);
  assert.equal((await publish(saturday)).status, 303);
});

test('the page that SECAS looks at before publication says when it will close', async () => {
  const reference = await aPreparedConsultation();
  const page = textOf(await desk.get(paths.consultation({ reference })));
  assert.match(page, /Will close 5pm on Wednesday 8 February 2017 \(GMT\) It is not published yet/);
  assert.doesNotMatch(page, /Still to be confirmed/);
});
