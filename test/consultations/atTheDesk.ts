import assert from 'node:assert/strict';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { paths } from '../../src/paths.js';
import {
  aBrowser,
  csrfFrom,
  follow,
  pageOf,
  send,
  submitForm,
  valuesOf,
  type Browser,
  type Fields,
  type Reply,
} from '../support/browse.js';
import { anOrganisation, aParty, aRepresentative, aSecasColleague, next } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';
import { aSubmission } from '../support/submission.js';

const NOW = '2017-01-16T10:00:00Z';

/** The portal of one test file, with a SECAS colleague at the desk and two organisations, one with nobody to tell. */
export const portal = await startPortal({ now: NOW });
export const { db, clock } = portal;
export const secas = await aSecasColleague(db);
export const desk = await signInAs(portal, secas);
export const visitor = aBrowser(portal);

export const organisation = await anOrganisation(db, 'Northmoor Energy Group');
export const party = await aParty(db, { organisation, name: 'Northmoor Supply', category: 'Large Supplier' });
export const representative = await aRepresentative(db, organisation);
const silent = await anOrganisation(db, 'Silent Networks');
export const silentParty = await aParty(db, {
  organisation: silent,
  name: 'Silent Gas',
  category: 'Gas Network',
});

/** What SECAS types for a deadline, in the parts of the form. */
export const when = (field: 'opens' | 'closes', day: string, month: string, time = ''): Fields => ({
  [`${field}-day`]: day,
  [`${field}-month`]: month,
  [`${field}-year`]: '2017',
  [`${field}-time`]: time,
});

/** Creates a consultation with the desk's form at 10:00 on 16 January 2017: it is to close at 5pm on 8 February. */
export async function aPreparedConsultation(fields: Fields = {}): Promise<string> {
  clock.set(NOW);
  const reference = `SECMP${String(next()).padStart(4, '0')}-WG`;
  const details = {
    template: 'modification-report',
    reference,
    title: `Consultation ${reference}`,
    issuedBy: 'SEC Panel',
    ...when('closes', '8', '2'),
  };
  const reply = await submitForm(desk, paths.deskNewConsultation(), { ...details, ...fields });
  if (reply.status !== 303) throw new Error(`It was not created: ${reply.status} ${reply.text}`);
  return reference;
}

export const publish = (reference: string, by: Browser = desk): Promise<Reply> =>
  submitForm(by, paths.deskPublish({ reference }));

export async function aPublishedConsultation(fields: Fields = {}): Promise<string> {
  const reference = await aPreparedConsultation(fields);
  const reply = await publish(reference);
  if (reply.status !== 303) throw new Error(`It was not published: ${reply.status} ${reply.text}`);
  return reference;
}

/** Writes the closure of a consultation, if it is due. */
export const close = async (reference: string) =>
  closeConsultation(portal.deps, (await rowOf(reference)).id, clock.now());

/** One that closed at 5pm on 8 February 2017, a day ago. @param responds an organisation has answered it */
export async function aClosedConsultation({ responds = false } = {}): Promise<string> {
  const reference = await aPublishedConsultation();
  if (responds) {
    const { id } = await rowOf(reference);
    const issue = (await db('question_issue').where({ consultation_id: id }).first())!;
    const consultation = { id, reference, title: reference, issueId: issue.id, questions: [] };
    await aSubmission(db, { consultation, organisation, by: representative, parties: [party], answers: {} });
  }
  clock.set('2017-02-09T17:00:00Z');
  await close(reference);
  return reference;
}

/** Enters a new deadline and, where it is shown to be checked, confirms it. */
export async function moveDeadline(reference: string, fields: Fields): Promise<Reply> {
  const shown = await submitForm(desk, paths.deskExtend({ reference }), { whom: 'all', ...fields });
  return shown.status === 200 ? send(desk, paths.deskExtend({ reference }), heldBy(shown)) : shown;
}

/** What the form of a page that was sent back holds. */
export const heldBy = (reply: Reply): Fields => valuesOf(pageOf(reply).querySelector('main form')!);

export const rowOf = async (reference: string) => (await db('consultation').where({ reference }).first())!;

/** What stands in the audit of a consultation, the latest last. */
export const auditOf = async (reference: string) =>
  db('audit_entry')
    .where({ consultation_id: (await rowOf(reference)).id })
    .orderBy('id');

/** The mail about a consultation that is still to be sent, of one kind. */
export const mailsAbout = (reference: string, kind: string) =>
  db('outbox_mail').where({ kind }).whereLike('subject', `%: ${reference}`).orderBy('to_address');

/** Where the links of an error summary lead, in its order; those into the page must find their field there. */
export function errorLinks(reply: Reply): string[] {
  const page = pageOf(reply);
  const links = [...page.querySelectorAll('.govuk-error-summary li')].map(
    (line) => line.querySelector('a')?.getAttribute('href') ?? '',
  );
  for (const link of links.filter((one) => one.startsWith('#'))) {
    assert.ok(page.getElementById(link.slice(1)), `${link} leads to no field`);
  }
  return links;
}

/** Fills in the page's form with one file and sends it. */
export async function sendFile(
  browser: Browser,
  url: string,
  file: { name: string; bytes: Buffer | string } | undefined,
  fields: Record<string, string> = {},
): Promise<Reply> {
  return postFile(browser, url, file, { _csrf: await csrfFrom(browser, url), ...fields });
}

/** Sends a form with one file, as a browser does: the text fields first, and the file's name just as it is given. */
export function postFile(
  browser: Browser,
  url: string,
  file: { name: string; bytes: Buffer | string } | undefined,
  fields: Record<string, string>,
): Promise<Reply> {
  const head = (disposition: string) =>
    `--PART\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n`;
  const texts = Object.entries(fields).map(([name, value]) => `${head(`name="${name}"`)}${value}\r\n`);
  const name = file?.name.replaceAll(/["\\]/g, String.raw`\$&`);
  const parts = [...texts, ...(file ? [head(`name="file"; filename="${name}"`), file.bytes, '\r\n'] : [])];
  return browser
    .post(url)
    .type('multipart/form-data; boundary=PART')
    .send(Buffer.concat([...parts, '--PART--\r\n'].map((part) => Buffer.from(part as string))))
    .redirects(0)
    .then((reply) => reply);
}

export const A_PDF = { name: 'Report.pdf', bytes: '%PDF-1.4 the modification report' };

/** Adds a document at the desk. @returns its address for everybody */
export async function aDocument(reference: string, title: string, file = A_PDF): Promise<string> {
  const added = await sendFile(desk, paths.deskDocuments({ reference }), file, { title });
  const page = pageOf(await follow(desk, added));
  const link = [...page.querySelectorAll('main a')].find((one) => one.textContent === title);
  return link!.getAttribute('href')!;
}
