import assert from 'node:assert/strict';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { carryOutWhatIsDue } from '../../src/responses/closing/carryOut.js';
import { submitForm, textOf, type Fields } from '../support/browse.js';
import { aReadyDraft, browser, clock, db, portal } from './submitting.js';

const LEAVE = 'form[action$="/at-closing"]';
export const at = (text: string) => Temporal.Instant.from(text);
export const section = (id: string) => paths.section({ id, section: 'your-view' });
export const saveAt = (id: string, instant: string, fields: Fields) => {
  clock.set(instant);
  return submitForm(browser, section(id), fields);
};
export const due = async (instant = '2017-02-08T17:00:15Z') => {
  clock.set(instant);
  await carryOutWhatIsDue(portal.deps);
};
export const instructionOf = async (id: string) =>
  (await db('closing_instruction').where({ response_id: id }).orderBy('left_at', 'desc').first())!;

/** A draft with the instruction, left at 4:10pm. */
export async function instructed(options: { closesAt?: string } = {}) {
  const ready = await aReadyDraft(options);
  clock.set('2017-02-08T16:10:00Z');
  const left = await submitForm(browser, paths.check({ id: ready.draft.id }), {}, { form: LEAVE });
  assert.equal(left.status, 303, textOf(left));
  return { ...ready, id: ready.draft.id };
}
