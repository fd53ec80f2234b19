import { paths } from '../../../src/paths.js';
import { download } from '../../reports/reading.js';
import { aReport } from '../../reports/aReport.js';
import { freezeNow } from '../../support/reports.js';
import { openForm, send, submitForm, type Browser, type Reply } from '../../support/browse.js';
import { aPerson, aRepresentative } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';

/** The report with everything that could leak, somebody of each organisation who may submit, and a drafter of the first. */
export const report = await aReport();
export const { portal, db, consultation, submissions, files, member } = report;
export const { reference } = consultation;

export type Name = 'openly' | 'whole' | 'nameless';
const organisationOf = async (name: Name) => {
  const { id } = submissions[name];
  return { id: (await db('submission').where({ id }).first())!.organisation_id };
};
export const people = {
  openly: await aRepresentative(db, await organisationOf('openly')),
  whole: await aRepresentative(db, await organisationOf('whole')),
  nameless: await aRepresentative(db, await organisationOf('nameless')),
  drafter: await aRepresentative(db, await organisationOf('openly'), false),
  secas: await aPerson(db, { role: 'secas' }),
};
export const browsers = {
  openly: await signInAs(portal, people.openly),
  whole: await signInAs(portal, people.whole),
  nameless: await signInAs(portal, people.nameless),
  drafter: await signInAs(portal, people.drafter),
  secas: await signInAs(portal, people.secas),
};

export const consentUrl = (name: Name): string => {
  const { responseId: id, reference: receipt } = submissions[name];
  return paths.consent({ id, reference: receipt });
};
export const previewUrl = (name: Name, part: string): string =>
  `${consentUrl(name)}?${new URLSearchParams({ part }).toString()}`;
export const deskUrl = (name: Name): string =>
  paths.deskConsent({ reference, submission: submissions[name].id });

/** Its organisation looks at what would become readable, and lifts the marking. */
export const lift = (name: Name, part: string, note = ''): Promise<Reply> =>
  submitForm(browsers[name], previewUrl(name, part), { note }, { button: ['step', 'lift'] });
export const decline = (name: Name, part: string, note = ''): Promise<Reply> =>
  submitForm(browsers[name], previewUrl(name, part), { note }, { button: ['step', 'decline'] });
export async function takeBack(name: Name, part: string): Promise<Reply> {
  const { held } = await openForm(browsers[name], paths.signOut());
  return send(browsers[name], consentUrl(name), { _csrf: held['_csrf']!, part, step: 'take-back' });
}
/** SECAS asks for it. */
export const ask = (name: Name, part: string, reason = 'The Panel wants to publish it.'): Promise<Reply> =>
  submitForm(browsers.secas, deskUrl(name), { part, reason });

/** What the version for all says, in a file and on its page. */
export async function forAll(reader: Browser = member): Promise<string> {
  await freezeNow(portal.deps, reference);
  const texts = await Promise.all(
    [paths.reportFile({ reference, ending: 'csv' }), paths.panelConsultation({ reference })].map(
      async (url) => (await download(reader, url)).bytes.toString('utf8'),
    ),
  );
  return texts.join('\n');
}

export const digestOf = async (name: Name): Promise<string> =>
  (await db('submission').where({ id: submissions[name].id }).first())!.digest;
