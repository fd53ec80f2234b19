import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf } from '../../support/browse.js';
import { aCompany, aConsultationOf, clock, desk } from '../desk.js';
import { arrivedAt, enterFor, responseIn, type, typeAndSubmit } from './entering.js';

test('where SECAS enters what came by e-mail, no page says that it is SECAS’s own', async () => {
  clock.set('2017-02-08T16:00:00Z');
  const company = await aCompany(1, { name: 'Isles Power' });
  const consultation = await aConsultationOf(company);
  const at = { reference: consultation.reference, organisation: company.organisation.id };
  const id = responseIn(await enterFor(at, { parties: [company.party.id], ...arrivedAt(8, '15:00') }));
  const expected = {
    [paths.response({ id })]: /The answers of Isles Power.*Check the answers of Isles Power/,
    [paths.section({ id, section: 'your-view' })]: /Entering what was answered for .*The reasons/,
    [paths.responseParties({ id })]: /On whose behalf is it\?/,
    [paths.responseConfidentiality({ id })]: /without the organisation’s name/,
    [paths.check({ id })]: /Check the answers of Isles Power/,
    [paths.bringIn({ id })]: /with the answers so far/,
  };
  for (const [url, says] of Object.entries(expected)) {
    const page = textOf(await desk.get(url));
    assert.match(page, says, url);
    // "Your view" is the title of a section
    assert.doesNotMatch(page, /\byour (?!view)/i, url);
  }

  await type(id);
  for (const url of [paths.section({ id, section: 'your-view' }), paths.check({ id })]) {
    const page = pageOf(await desk.get(url));
    assert.ok(page.querySelector('main form'), url);
    assert.equal(
      page.querySelectorAll('[data-late]').length,
      0,
      'what SECAS enters late may have come in time',
    );
  }

  await typeAndSubmit(id);
  const history = textOf(await desk.get(paths.history({ id })));
  assert.match(history, /^Desk .*History of the response of Isles Power/);
});
