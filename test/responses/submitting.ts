import { randomUUID } from 'node:crypto';
import { paths } from '../../src/paths.js';
import { findViewer } from '../../src/people/viewer.store.js';
import { pageOf, send, type Browser, type Fields } from '../support/browse.js';
import {
  aConsultation,
  anOrganisation,
  aParty,
  aRepresentative,
  type BuiltPerson,
} from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

/** The portal of one test file, with an organisation whose colleague submits. */
export const portal = await startPortal({ now: '2017-02-08T16:00:00Z' });
export const { db, clock } = portal;
export const organisation = await anOrganisation(db, 'Northmoor Energy Group');
export const colleague = await aRepresentative(db, organisation);
export const drafter = await aRepresentative(db, organisation, false);
export const stranger = await aRepresentative(db, await anOrganisation(db));
export const browser = await signInAs(portal, colleague);

/** A draft in a consultation of its own, ready to be submitted. */
export async function aReadyDraft({
  by = colleague,
  ...options
}: { closesAt?: string; by?: BuiltPerson } = {}) {
  clock.set('2017-02-08T16:00:00Z');
  const party = await aParty(db, { organisation });
  const consultation = await aConsultation(db, options);
  const draft = await aDraftResponse(db, { consultation, organisation, by, parties: [party] });
  return { party, consultation, draft };
}

/** What the check page's form holds, to be sent as it is. */
export async function checkedForm(id: string, as: Browser = browser): Promise<Fields> {
  const page = pageOf(await as.get(paths.check({ id })));
  return Object.fromEntries(
    [...page.querySelectorAll('main form[action$="/submit"] input[type="hidden"]')].map((input) => [
      input.getAttribute('name') ?? '',
      input.getAttribute('value') ?? '',
    ]),
  );
}

export const submitAt = async (id: string, at: string, fields?: Fields) => {
  const form = fields ?? (await checkedForm(id));
  clock.set(at);
  return send(browser, paths.submit({ id }), form);
};

export const submissionsOf = (responseId: string) =>
  db('submission').where({ response_id: responseId }).orderBy('number');

/** The colleague, as commands know them. */
export const theColleague = () => findViewer(db, colleague.id, new Date().toISOString());

/** What the check page of a draft sends. */
export const aCheck = (responseId: string) => ({
  responseId,
  version: 1,
  key: randomUUID(),
  issue: 1,
  takeOver: [],
});
