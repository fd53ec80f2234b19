import assert from 'node:assert/strict';
import { paths } from '../../../src/paths.js';
import { send, submitForm, textOf, type Fields } from '../../support/browse.js';
import { aPreparedConsultation, db, desk, heldBy, rowOf } from '../atTheDesk.js';

export const publishUrl = (reference: string) => paths.deskPublish({ reference });
export const setUrl = (reference: string) => paths.deskSetPublication({ reference });
export const LATER = 'form[action$="/set-time"]';

/** What SECAS types for a time to publish at. */
export const time = (day: string, month: string, at = ''): Fields => ({
  'publish-day': day,
  'publish-month': month,
  'publish-year': '2017',
  'publish-time': at,
});

export const enter = (reference: string, fields: Fields) =>
  submitForm(desk, publishUrl(reference), fields, { form: LATER });

export const rowsOf = async (reference: string) =>
  db('scheduled_publication')
    .where({ consultation_id: (await rowOf(reference)).id })
    .orderBy('made_at');

/** Prepared, checked and set for 9am on Wednesday 18 January 2017. */
export async function aScheduledConsultation(fields: Fields = {}): Promise<string> {
  const reference = await aPreparedConsultation(fields);
  const shown = await enter(reference, time('18', '1'));
  assert.equal(shown.status, 200, textOf(shown));
  assert.equal((await send(desk, setUrl(reference), heldBy(shown))).status, 303);
  return reference;
}
