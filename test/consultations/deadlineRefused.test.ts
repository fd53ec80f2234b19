import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { errorFor, pageOf, typedIn, type Fields } from '../support/browse.js';
import {
  aPublishedConsultation,
  db,
  moveDeadline,
  errorLinks,
  organisation,
  rowOf,
  when,
} from './atTheDesk.js';

const REASON = 'The annex was published late.';

const extend = (reference: string, fields: Fields) => moveDeadline(reference, { reason: REASON, ...fields });
const closesAt = async (reference: string) => String((await rowOf(reference)).closes_at);
const extensionsOf = async (reference: string) =>
  db('extension').where({ consultation_id: (await rowOf(reference)).id });

describe('a deadline that cannot be is refused at its field, and the reason that was typed is kept', () => {
  const later = when('closes', '14', '2');
  const emptied = { ...when('closes', '', ''), 'closes-year': '' };
  const NOBODY = '00000000-0000-4000-8000-000000000000';
  const cases: { name: string; fields: Fields; link: string; says: RegExp }[] = [
    { name: 'none', fields: emptied, link: '#closes', says: /Enter the new deadline/ },
    { name: 'untouched', fields: {}, link: '#closes', says: /the deadline already/ },
    { name: 'now', fields: when('closes', '16', '1', '10:00'), link: '#closes', says: /lie in the future/ },
    { name: 'the same', fields: when('closes', '8', '2'), link: '#closes', says: /the deadline already/ },
    {
      name: 'a skipped time',
      fields: when('closes', '26', '3', '1:30am'),
      link: '#closes',
      says: /does not exist/,
    },
    {
      name: 'a repeated time',
      fields: when('closes', '29', '10', '01:30'),
      link: '#closes',
      says: /happens twice/,
    },
    { name: 'no day', fields: when('closes', '31', '4'), link: '#closes', says: /real date/ },
    {
      name: 'nobody chosen',
      fields: { whom: 'one', ...later },
      link: '#organisation',
      says: /Choose the organis/,
    },
    {
      name: 'an organisation that is not there',
      fields: { whom: 'one', organisation: NOBODY, ...later },
      link: '#organisation',
      says: /Choose an organisation/,
    },
    {
      name: 'earlier for one than for all',
      fields: { whom: 'one', organisation: organisation.id, ...when('closes', '7', '2') },
      link: '#closes',
      says: /later than the deadline for all/,
    },
    {
      name: 'without a reason',
      fields: { ...later, reason: ' ' },
      link: '#reason',
      says: /Enter the reason/,
    },
  ];
  for (const { name, fields, link, says } of cases) {
    test(name, async () => {
      const reference = await aPublishedConsultation();
      const reply = await extend(reference, fields);
      assert.deepEqual([reply.status, errorLinks(reply)], [422, [link]]);
      assert.match(errorFor(reply, link.slice(1)) ?? '', says);
      if (!fields['reason']) assert.equal(typedIn(pageOf(reply).getElementById('reason')!), REASON);
      assert.deepEqual(
        [await extensionsOf(reference), await closesAt(reference)],
        [[], '2017-02-08T17:00:00Z'],
      );
    });
  }
});
