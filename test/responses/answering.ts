import { paths } from '../../src/paths.js';
import { pageOf, submitForm, typedIn, type Fields, type Reply } from '../support/browse.js';
import { aConsultation, anOrganisation, aParty, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { EVERY_QUESTION } from '../support/form.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

/** The portal of one test file, with a representative who answers a consultation with a question of every type. */
export const portal = await startPortal({ now: '2017-01-30T16:41:00Z' });
export const { db } = portal;
export const organisation = await anOrganisation(db);
export const party = await aParty(db, { organisation });
export const person = await aRepresentative(db, organisation);
export const browser = await signInAs(portal, person);

export async function aDraft() {
  const consultation = await aConsultation(db, { questions: EVERY_QUESTION });
  return aDraftResponse(db, { consultation, organisation, by: person, parties: [party], answers: {} });
}

export const view = (id: string) => paths.section({ id, section: 'your-view' });
export const details = (id: string) => paths.section({ id, section: 'details' });

export const save = (url: string, fields: Fields, action = 'continue') =>
  submitForm(browser, url, fields, { button: ['action', action] });

export async function storedAnswer(id: string, key: string) {
  return db('draft_answer').where({ response_id: id, question_key: key }).first();
}

/** What a page's field holds; undefined for a box or a choice that is not ticked. */
export function valueOf(reply: Reply, field: string): string | undefined {
  const fields = [...pageOf(reply).querySelectorAll(`[name="${field}"]`)];
  const holds = fields.find(
    (one) => !/radio|checkbox/.test(one.getAttribute('type') ?? '') || one.hasAttribute('checked'),
  );
  if (!holds) return undefined;
  if (holds.tagName === 'TEXTAREA') return typedIn(holds);
  return (holds.querySelector('option[selected]') ?? holds).getAttribute('value') ?? undefined;
}
