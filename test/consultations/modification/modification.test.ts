import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  asModification,
  modificationsIn,
  modificationsOf,
} from '../../../src/consultations/modification/modification.rules.js';
import { paths } from '../../../src/paths.js';
import { pageOf, submitForm, textOf, type Browser } from '../../support/browse.js';
import { signInAs } from '../../support/signIn.js';
import {
  aPreparedConsultation,
  aPublishedConsultation,
  clock,
  db,
  desk,
  moveDeadline,
  organisation,
  portal,
  representative,
  rowOf,
  visitor,
  when,
} from '../atTheDesk.js';

describe('what is a modification’s number', () => {
  const cases: [text: string, number: string | undefined][] = [
    ['SECMP0026', 'SECMP0026'],
    [' secmp0026 ', 'SECMP0026'],
    ['MP077', 'MP077'],
    ['MP162a', 'MP162A'],
    ['DP0123', 'DP0123'],
    ['SECMP026', undefined],
    ['SECMP00261', undefined],
    ['SECMP0026-MRC', undefined],
    ['SECMP0026|.*', undefined],
    ['', undefined],
  ];
  for (const [text, number] of cases) {
    test(`${text || '(nothing)'}: ${number ?? 'none'}`, () => assert.equal(asModification(text), number));
  }

  test('within a text each is found whole, and nothing is lost', () => {
    const text = 'As SECMP0026, not XSECMP0026 or SECMP00261; (MP077): SECMP0026-MRC';
    const pieces = modificationsIn(text);
    assert.equal(pieces.map((piece) => piece.text).join(''), text);
    assert.deepEqual(
      pieces.flatMap(({ modification }) => modification ?? []),
      ['SECMP0026', 'MP077', 'SECMP0026'],
    );
  });

  test('of a consultation: entered, in its title and in its reference, each once', () => {
    const on = { modification: 'SECMP0026', title: 'SECMP0031 and SECMP0026', reference: 'SECMP0016-MRC' };
    assert.deepEqual(modificationsOf(on), ['SECMP0026', 'SECMP0031', 'SECMP0016']);
    assert.deepEqual(modificationsOf({ modification: null, title: 'Budget', reference: 'BUDGET-17' }), []);
  });
});

const listed = async (browser: Browser, modification: string, part = 'on') =>
  [
    ...pageOf(await browser.get(paths.modification({ modification }))).querySelectorAll(
      `[aria-labelledby="${part}"] a`,
    ),
  ].map((link) => link.getAttribute('href'));

describe('all that is consulted on a modification', () => {
  test('stands on one page, with where each stands; what is not announced does not', async () => {
    const about = { modification: 'secmp7001' };
    const first = await aPublishedConsultation({ ...about, title: 'The solution' });
    const second = await aPublishedConsultation({ title: 'The report on SECMP7001' });
    const hidden = await aPreparedConsultation(about);
    const other = await aPublishedConsultation({ summary: 'It follows SECMP7001.' });
    await db('outcome').insert({
      consultation_id: (await rowOf(first)).id,
      decision: 'Approved by the Panel',
      decided_by: 'SEC Panel',
      decided_on: '2017-02-10',
      recorded_at: clock.now(),
      recorded_by: null,
    } as never);
    clock.set('2017-02-12T10:00:00Z');

    assert.equal((await rowOf(first)).modification, 'SECMP7001');
    const urls = [first, second].map((reference) => paths.consultation({ reference }));
    assert.deepEqual(new Set(await listed(visitor, 'SECMP7001')), new Set(urls));
    assert.deepEqual(await listed(visitor, 'SECMP7001', 'mention'), [
      paths.consultation({ reference: other }),
    ]);
    const page = textOf(await visitor.get(paths.modification({ modification: 'SECMP7001' })));
    assert.match(page, /Approved by the Panel/);
    assert.doesNotMatch(page, new RegExp(hidden));

    const shown = pageOf(await visitor.get(paths.consultation({ reference: first })));
    assert.deepEqual(
      [...shown.querySelectorAll('[aria-labelledby="others"] a')].map((link) => link.getAttribute('href')),
      [urls[1]],
    );
    const link = [...shown.querySelectorAll('.govuk-summary-list a')].find(
      (one) => one.textContent === 'SECMP7001',
    );
    assert.equal(link?.getAttribute('href'), paths.modification({ modification: 'SECMP7001' }));
    const mentioning = pageOf(await visitor.get(paths.consultation({ reference: other })));
    assert.equal(mentioning.querySelectorAll('[aria-labelledby="others"]').length, 0);
    const inText = mentioning.querySelector('.portal-prose a');
    assert.deepEqual(
      [inText?.getAttribute('href'), inText?.textContent],
      [paths.modification({ modification: 'SECMP7001' }), 'SECMP7001'],
    );
  });

  test('one’s own longer time shows there, to nobody else', async () => {
    const reference = await aPublishedConsultation({ modification: 'SECMP7002' });
    await moveDeadline(reference, {
      whom: 'one',
      organisation: organisation.id,
      reason: 'Asked for.',
      ...when('closes', '20', '2'),
    });
    const own = await signInAs(portal, representative);
    clock.set('2017-02-12T10:00:00Z');
    const url = paths.modification({ modification: 'SECMP7002' });
    assert.match(textOf(await own.get(url)), /Extended for your organisation/);
    assert.doesNotMatch(textOf(await visitor.get(url)), /Extended|20 February/);
  });

  test('nothing yet says so; another spelling leads there; what is no number is not found', async () => {
    assert.match(
      textOf(await visitor.get(paths.modification({ modification: 'SECMP7999' }))),
      /No consultations yet/,
    );
    const lower = await visitor.get('/modifications/secmp7001').redirects(0);
    assert.deepEqual([lower.status, lower.headers['location']], [301, '/modifications/SECMP7001']);
    for (const odd of ['SECMP', '.*', 'SECMP0026|x', '%00'])
      assert.equal(
        (await visitor.get(`/modifications/${odd.startsWith('%') ? odd : encodeURIComponent(odd)}`)).status,
        404,
        odd,
      );
  });

  test('a number in a link or in code is left as it is', async () => {
    const reference = await aPublishedConsultation({
      summary: '[SECMP7003](https://a.test) `SECMP7003` https://a.test/SECMP7003',
    });
    const links = [
      ...pageOf(await visitor.get(paths.consultation({ reference }))).querySelectorAll('.portal-prose a'),
    ];
    assert.deepEqual(
      links.map((link) => link.getAttribute('href')),
      ['https://a.test', 'https://a.test/SECMP7003'],
    );
  });
});

test('the form keeps what is no number as it was typed', async () => {
  const reference = await aPreparedConsultation();
  await submitForm(desk, paths.deskEdit({ reference }), { modification: 'Still to be numbered' });
  assert.equal((await rowOf(reference)).modification, 'Still to be numbered');
  assert.match(
    textOf(await desk.get(paths.deskConsultation({ reference }))),
    /Modification Still to be numbered/,
  );
});
