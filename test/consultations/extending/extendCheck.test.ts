import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { extendDeadline } from '../../../src/consultations/extending/extendDeadline.js';
import { Conflict } from '../../../src/errors.js';
import { paths } from '../../../src/paths.js';
import { pageOf, send, submitForm, textOf, typedIn, type Fields } from '../../support/browse.js';
import { anOrganisation, aRepresentative } from '../../support/build.js';
import {
  aPublishedConsultation,
  clock,
  db,
  desk,
  heldBy,
  mailsAbout,
  organisation,
  portal,
  representative,
  rowOf,
  secas,
  when,
} from '../atTheDesk.js';

const REASON = 'The annex was published late.';
const url = (reference: string) => paths.deskExtend({ reference });
const enter = (reference: string, fields: Fields) =>
  submitForm(desk, url(reference), { whom: 'all', reason: REASON, ...fields });
const closesAt = async (reference: string) => String((await rowOf(reference)).closes_at);

test('what a new deadline means is shown first, and nothing has happened yet', async () => {
  const reference = await aPublishedConsultation();
  const shown = await enter(reference, when('closes', '14', '2'));
  assert.equal(shown.status, 200);
  const said = textOf(shown);
  assert.match(said, /Closes now 5pm on Wednesday 8 February 2017 \(GMT\)/);
  assert.match(said, /Will close 5pm on Tuesday 14 February 2017 \(GMT\)A Working Day, 4 Working Days later/);
  assert.match(said, /Told by mail 1 representative, once eachOf 1 organisation/);
  assert.ok(said.includes(REASON));
  assert.doesNotMatch(said, /not a Working Day|earlier/);
  assert.equal(await closesAt(reference), '2017-02-08T17:00:00Z');
  assert.deepEqual(await mailsAbout(reference, 'deadline-moved'), []);

  assert.equal((await send(desk, url(reference), heldBy(shown))).status, 303);
  assert.equal(await closesAt(reference), '2017-02-14T17:00:00Z');
});

test('for one organisation it names who is told', async () => {
  const reference = await aPublishedConsultation();
  const longer = when('closes', '10', '2', '12 noon');
  const shown = textOf(await enter(reference, { whom: 'one', organisation: organisation.id, ...longer }));
  assert.match(shown, /For whom Northmoor Energy Group alone/);
  assert.ok(shown.includes(`${representative.name}, ${representative.email}`));

  const silent = await anOrganisation(db, 'Nobody at home');
  const told = textOf(await enter(reference, { whom: 'one', organisation: silent.id, ...longer }));
  assert.match(told, /Nobody is told by mail/);
});

test('a Saturday, and one that is earlier, are pointed out', async () => {
  const reference = await aPublishedConsultation();
  const saturday = textOf(await enter(reference, when('closes', '11', '2')));
  assert.match(saturday, /Saturday 11 February 2017 is not a Working Day/);
  const earlier = textOf(await enter(reference, when('closes', '7', '2')));
  assert.match(earlier, /This is earlier than the present deadline/);
  assert.match(earlier, /A Working Day, 1 Working Day earlier/);
});

test('what was entered can be changed again before it is confirmed', async () => {
  const reference = await aPublishedConsultation();
  const shown = await enter(reference, when('closes', '14', '2', '4pm'));
  const form = await send(desk, url(reference), { ...heldBy(shown), edit: 'yes' });
  assert.equal(form.status, 200);
  const page = pageOf(form);
  assert.equal(page.getElementById('closes-time')?.getAttribute('value'), '4pm');
  assert.equal(typedIn(page.getElementById('reason')!), REASON);
  assert.equal(page.querySelector('[name="checked"]'), null);
  assert.equal(await closesAt(reference), '2017-02-08T17:00:00Z');
});

test('what has changed since it was shown is shown again: the deadline, who is told, what was entered', async () => {
  const reference = await aPublishedConsultation();
  const shown = await enter(reference, when('closes', '14', '2'));
  const changes: Record<string, () => Promise<Fields>> = {
    'another deadline meanwhile': async () => {
      const other = await enter(reference, when('closes', '9', '2'));
      await send(desk, url(reference), heldBy(other));
      return heldBy(shown);
    },
    'somebody more to tell': async () => {
      const again = heldBy(await enter(reference, when('closes', '14', '2')));
      await aRepresentative(db, organisation);
      return again;
    },
    'another day in the form': async () => ({
      ...heldBy(await enter(reference, when('closes', '14', '2'))),
      'closes-day': '15',
    }),
    'a mark that is none': async () => ({ ...heldBy(shown), checked: 'x' }),
  };
  for (const [name, change] of Object.entries(changes)) {
    const reply = await send(desk, url(reference), await change());
    assert.equal(reply.status, 409, name);
    assert.match(textOf(reply), /Something has changed since this was shown/, name);
    assert.equal(await closesAt(reference), '2017-02-09T17:00:00Z', name);
  }
});

test('what changes between the check and the lock moves nothing', async () => {
  const reference = await aPublishedConsultation();
  const deadline = {
    consultationId: (await rowOf(reference)).id,
    organisationId: null,
    closesAt: Temporal.Instant.from('2017-02-14T17:00:00Z'),
    reason: REASON,
    checked: 'the mark of something else',
  };
  await assert.rejects(extendDeadline(portal.deps, secas.id, deadline, clock.now()), Conflict);
  assert.equal(await closesAt(reference), '2017-02-08T17:00:00Z');
});
