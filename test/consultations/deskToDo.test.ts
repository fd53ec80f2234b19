/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { paths } from '../../src/paths.js';
import { freezeNow } from '../support/reports.js';
import { pageOf } from '../support/browse.js';
import {
  aPreparedConsultation,
  aPublishedConsultation,
  clock,
  desk,
  portal,
  rowOf,
  when,
} from './atTheDesk.js';

/** What the desk says that there is to do on a consultation, and where it leads. */
async function toDo(reference: string): Promise<[text: string | undefined, href: string | null | undefined]> {
  const rows = [...pageOf(await desk.get(paths.desk())).querySelectorAll('tr')];
  const row = rows.find((one) => one.textContent?.includes(reference));
  const cell = row?.querySelector('td:last-child');
  return [cell?.textContent?.trim().replaceAll(/\s+/g, ' '), cell?.querySelector('a')?.getAttribute('href')];
}

test('what there is to do leads to where it is done', async () => {
  const bare = await aPreparedConsultation({ ...when('closes', '', ''), 'closes-year': '' });
  const prepared = await aPreparedConsultation();
  const running = await aPublishedConsultation();
  const expected = [
    [
      bare,
      `Set a deadline (${bare}) or announce it without one`,
      `${paths.deskEdit({ reference: bare })}#closes`,
    ],
    [prepared, `Check and publish (${prepared})`, paths.deskPublish({ reference: prepared })],
    [
      running,
      `See who has answered (${running}) 0 of 2 Parties answered, 0 responses so far`,
      paths.deskCoverage({ reference: running }),
    ],
  ] as const;
  for (const [reference, text, href] of expected) {
    assert.deepEqual(await toDo(reference), [text, href]);
    const [address, field] = href.split('#');
    const page = await desk.get(address!);
    assert.equal(page.status, 200);
    if (field) assert.ok(pageOf(page).getElementById(field), `${href} leads to no field`);
  }

  clock.set('2017-02-08T17:00:10Z');
  assert.deepEqual(await toDo(running), ['Wait: it is being closed', undefined]);
  clock.set('2017-02-08T17:00:20Z');
  await closeConsultation(portal.deps, (await rowOf(running)).id, clock.now());
  await freezeNow(portal.deps, running);
  const collate = `Collate, then write the summary (${running}) Summary due Wednesday 3 May 2017`;
  assert.deepEqual(await toDo(running), [collate, paths.deskResponses({ reference: running })]);
  const overview = pageOf(await desk.get(paths.deskConsultation({ reference: running })));
  const report = paths.panelConsultation({ reference: running });
  assert.ok(overview.querySelector(`main a[href="${report}"]`), 'the report that the Panel reads');
  assert.equal((await desk.get(report)).status, 200);
});
