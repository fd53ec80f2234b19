import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { errorFor, openForm, pageOf, send, textOf, type Fields } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { aDocument, aPreparedConsultation, db, desk, errorLinks, heldBy, portal } from '../atTheDesk.js';
import { enter, LATER, publishUrl, rowsOf, setUrl, time } from './scheduling.js';

describe('a time that cannot be set is said at the field, with what was typed still in it', () => {
  const cases: { name: string; fields: Fields; says: RegExp }[] = [
    { name: 'none', fields: time('', ''), says: /Enter when to publish/ },
    { name: 'now', fields: time('16', '1', '10:00'), says: /must lie in the future/ },
    { name: 'no such day', fields: time('31', '2'), says: /Enter a real date and time/ },
    { name: 'skipped by the clocks', fields: time('26', '3', '01:30'), says: /this time does not exist/ },
    { name: 'repeated by the clocks', fields: time('29', '10', '01:30'), says: /this time happens twice/ },
  ];
  for (const { name, fields, says } of cases) {
    test(name, async () => {
      const reference = await aPreparedConsultation();
      const { held } = await openForm(desk, publishUrl(reference), LATER);
      const refused = await send(desk, setUrl(reference), {
        ...held,
        ...fields,
        'publish-year': name === 'none' ? '' : '2017',
      });
      assert.equal(refused.status, 422);
      assert.match(errorFor(refused, 'publish') ?? '', says);
      assert.equal(pageOf(refused).getElementById('publish')!.getAttribute('value'), fields['publish-day']);
      assert.deepEqual(errorLinks(refused), ['#publish']);
    });
  }

  test('a time after the deadline, with the way to the deadline', async () => {
    const reference = await aPreparedConsultation();
    const shown = await enter(reference, time('8', '2', '17:00'));
    assert.equal(shown.status, 422);
    assert.deepEqual(errorLinks(shown), [`${paths.deskEdit({ reference })}#closes`]);
    assert.equal(pageOf(shown).querySelector('main form'), null);
  });

  test('one that was changed while it was being checked is shown again', async () => {
    const reference = await aPreparedConsultation();
    const shown = await enter(reference, time('18', '1'));
    await aDocument(reference, 'An annex');
    const refused = await send(desk, setUrl(reference), heldBy(shown));
    assert.equal(refused.status, 409);
    assert.equal((await rowsOf(reference)).length, 0);
    assert.equal((await send(desk, setUrl(reference), heldBy(refused))).status, 303);
  });

  test('a second time is not set beside the first', async () => {
    const reference = await aPreparedConsultation();
    const shown = await enter(reference, time('18', '1'));
    const other = await signInAs(portal, await aSecasColleague(db));
    const { _csrf } = (await openForm(other, publishUrl(reference), LATER)).held;
    assert.equal((await send(desk, setUrl(reference), heldBy(shown))).status, 303);
    const second = await send(other, setUrl(reference), { ...heldBy(shown), _csrf: _csrf! });
    assert.equal(second.status, 409);
    assert.match(textOf(second), /A time for its publication is set already/);
    assert.equal((await rowsOf(reference)).length, 1);
  });
});
