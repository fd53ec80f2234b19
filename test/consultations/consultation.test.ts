import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { pageOf, submitForm, textOf, type Reply } from '../support/browse.js';
import { aDraftResponse } from '../support/draft.js';
import { signInAs } from '../support/signIn.js';
import {
  aDocument,
  aPreparedConsultation,
  aPublishedConsultation,
  clock,
  close,
  db,
  desk,
  organisation,
  party,
  portal,
  publish,
  representative,
  rowOf,
  secas,
  visitor,
} from './atTheDesk.js';

const own = await signInAs(portal, representative);
const buttonsOf = (reply: Reply) =>
  [...pageOf(reply).querySelectorAll('main .govuk-button')].map((button) => button.textContent?.trim());

describe('what to do next', () => {
  test('a visitor signs in and comes back, a representative starts, and then goes on', async () => {
    const reference = await aPublishedConsultation();
    const page = paths.consultation({ reference });
    const signIn = pageOf(await visitor.get(page)).querySelector('main .govuk-button');
    assert.equal(signIn?.getAttribute('href'), `/sign-in?next=${encodeURIComponent(page)}`);
    assert.deepEqual(buttonsOf(await own.get(page)), ['Start your response', 'No comment']);

    const { id, title } = await rowOf(reference);
    const consultation = { id, reference, title, issueId: '', questions: [] };
    await aDraftResponse(db, { consultation, organisation, by: representative, parties: [party] });
    assert.deepEqual(buttonsOf(await own.get(page)), ['Continue your response', 'No comment']);
  });

  test('after the deadline a response is offered as what it is: late', async () => {
    const reference = await aPublishedConsultation();
    const page = paths.consultation({ reference });
    clock.set('2017-02-08T16:59:59.999Z');
    assert.deepEqual(buttonsOf(await own.get(page)), ['Start your response', 'No comment']);
    clock.set('2017-02-08T17:00:00Z');
    const reply = await own.get(page);
    assert.deepEqual(buttonsOf(reply), ['Send a late response']);
    assert.match(
      textOf(reply),
      /closed at 5pm on Wednesday 8 February 2017 \(GMT\).* A response sent now is late/,
    );
    assert.deepEqual(buttonsOf(await visitor.get(page)), []);
  });

  test('once it is decided, no response is asked for that could not be started', async () => {
    const reference = await aPublishedConsultation();
    clock.set('2017-02-09T10:00:00Z');
    await close(reference);
    await submitForm(desk, paths.deskOutcome({ reference }), {
      decision: 'Approved',
      decidedBy: 'SEC Panel',
      'decidedOn-day': '9',
      'decidedOn-month': '2',
      'decidedOn-year': '2017',
    });
    const reply = await own.get(paths.consultation({ reference }));
    assert.deepEqual(buttonsOf(reply), []);
    assert.doesNotMatch(textOf(reply), /sent now is late|How to respond|Blank response form/);
    assert.match(textOf(reply), /What is asked/);
  });

  test('before it opens nobody can answer, and the page says when it opens', async () => {
    const reference = await aPublishedConsultation({
      'opens-day': '18',
      'opens-month': 'January',
      'opens-year': '2017',
    });
    for (const browser of [own, visitor]) {
      const reply = await browser.get(paths.consultation({ reference }));
      assert.deepEqual(buttonsOf(reply), []);
      assert.match(textOf(reply), /Opens 9am on Wednesday 18 January 2017 \(GMT\) in 1 day 23 hours/);
    }
  });
});

test('one announced without a deadline is there to read, and takes no response', async () => {
  const reference = await aPreparedConsultation({ 'closes-day': '', 'closes-month': '', 'closes-year': '' });
  await submitForm(desk, paths.deskConsultation({ reference }), {}, { form: 'form[action$="/announce"]' });
  for (const browser of [visitor, own]) {
    const reply = await browser.get(paths.consultation({ reference }));
    assert.equal(reply.status, 200);
    assert.deepEqual(buttonsOf(reply), []);
    assert.match(textOf(reply), /Still to be confirmed It takes no responses until its deadline is set/);
    assert.doesNotMatch(textOf(reply), /Should it be approved|believe that this modification/);
  }
  for (const url of [paths.consultationResponse({ reference }), paths.noComment({ reference })]) {
    assert.equal((await own.get(url)).status, 404, url);
  }
});

test('an external consultation says who collects the formal responses, and what answering here does', async () => {
  const reference = await aPublishedConsultation({
    template: 'external',
    issuedBy: 'Ofgem',
    howToRespond: 'Write to [Ofgem](https://www.ofgem.gov.uk/) by 10 February.',
  });
  const reply = await visitor.get(paths.consultation({ reference }));
  assert.match(textOf(reply), /Answering here does not respond to Ofgem/);
  assert.match(textOf(reply), /Ofgem collects the formal responses itself.*SECAS, which collates/);
  const link = pageOf(reply).querySelector('.portal-prose a');
  assert.equal(link?.getAttribute('href'), 'https://www.ofgem.gov.uk/');
});

describe('what is being prepared', () => {
  test('is nobody’s to see, page and documents; SECAS sees it as it will be', async () => {
    const reference = await aPreparedConsultation({ title: 'Secret plans' });
    const documentUrl = await aDocument(reference, 'Secret annex');
    for (const url of [paths.consultation({ reference }), documentUrl]) {
      for (const browser of [visitor, own]) {
        const reply = await browser.get(url);
        assert.equal(reply.status, 404, url);
        assert.doesNotMatch(reply.text, /Secret/);
      }
      assert.equal((await desk.get(url)).status, 200, url);
    }
    const preview = textOf(await desk.get(paths.consultation({ reference })));
    assert.match(
      preview,
      /Secret plans.*Secret annex.*modification should be approved\?.*Nothing has happened yet\./,
    );

    await publish(reference);
    for (const url of [paths.consultation({ reference }), documentUrl]) {
      assert.equal((await visitor.get(url)).status, 200, url);
    }
  });

  test('a document is found under its own consultation only', async () => {
    const [one, other] = [await aPublishedConsultation(), await aPublishedConsultation()];
    const url = await aDocument(one, 'Annex');
    assert.equal((await visitor.get(url)).status, 200);
    assert.equal((await visitor.get(url.replace(one, other))).status, 404);
  });
});

describe('the address', () => {
  test('is the reference, whatever the case in which it was typed', async () => {
    const reference = await aPublishedConsultation();
    const typed = paths.consultation({ reference: reference.toLowerCase() });
    const reply = await visitor.get(typed).redirects(0);
    assert.deepEqual([reply.status, reply.headers['location']], [301, paths.consultation({ reference })]);
  });

  const nobodys = ['NO-SUCH', 'A'.repeat(10_000), '%00', 'a%2Fb', '..%2f..%2fdesk', "'--", '%F0%9F%98%80'];
  for (const typed of nobodys) {
    test(`${typed.slice(0, 20)} is no page`, async () => {
      assert.equal((await visitor.get(`/consultations/${typed}`)).status, 404);
      assert.equal((await visitor.get(`/consultations/${typed}/documents/x`)).status, 404);
      assert.equal((await desk.get(`/desk/consultations/${typed}`)).status, 404);
    });
  }
  test('broken escapes are refused', async () => {
    assert.equal((await visitor.get('/consultations/%E0%A4%A')).status, 400);
  });
});

test('the history tells what has happened, and not what is still to come', async () => {
  const reference = await aPublishedConsultation();
  const { published_at: publishedAt } = await rowOf(reference);
  assert.ok(publishedAt?.equals(Temporal.Instant.from('2017-01-16T10:00:00Z')));
  const history = async () =>
    [...pageOf(await visitor.get(paths.consultation({ reference }))).querySelectorAll('tbody tr')].map(
      (row) => row.lastElementChild?.textContent?.trim(),
    );
  assert.deepEqual(await history(), ['Published, and the Parties asked were told']);
  clock.set('2017-02-08T17:00:00Z');
  assert.deepEqual(await history(), ['Deadline passed', 'Published, and the Parties asked were told']);
});

test('at the desk, and there alone, the history names who did each thing, with the reason', async () => {
  clock.set('2017-01-16T10:00:00Z');
  const reference = await aPreparedConsultation();
  const desks = paths.deskConsultation({ reference });
  await submitForm(desk, desks, {}, { form: 'form[action$="/announce"]' });
  clock.set('2017-01-17T10:00:00Z');
  await aDocument(reference, 'A late annex');
  assert.equal((await publish(reference)).status, 303);
  const edit = paths.deskEdit({ reference });
  await submitForm(desk, edit, { summary: 'Better said.', note: 'It was unclear.' });
  const atDesk = textOf(await desk.get(desks));
  for (const said of [
    `Announced ${secas.name}`,
    `Document added: A late annex ${secas.name}`,
    `Published, and the Parties asked were told ${secas.name}`,
    `Wording corrected It was unclear. · ${secas.name}`,
  ])
    assert.ok(atDesk.includes(said), said);
  const everybody = textOf(await visitor.get(paths.consultation({ reference })));
  assert.match(everybody, /Document added: A late annex.*Announced/);
  assert.ok(!everybody.includes(secas.name));
});
