import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser, send, type Browser } from '../support/browse.js';
import { aPerson } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import { aCompany, aConsultationOf, db, desk, LATE, portal, submissionOf, tokenOn } from './desk.js';

const company = await aCompany();
const consultation = await aConsultationOf(company);
const late = await submissionOf(company, consultation, { ...LATE, answers: { other: { value: 'Hello' } } });
const { reference } = consultation;
const at = { reference, submission: late.id };

const PAGES = [
  paths.desk(),
  paths.deskConsultation({ reference }),
  paths.deskCoverage({ reference }),
  paths.deskCoverageParty({ reference, party: company.party.id }),
  paths.deskResponses({ reference }),
  paths.deskSubmission(at),
  paths.deskLateDecision(at),
  paths.deskComments({ reference }),
  paths.deskEnter({ reference }),
  paths.deskEnterFor({ reference, organisation: company.organisation.id }),
];
const HIDDEN = [
  paths.deskSubmissionAttachment({ ...at, attachment: late.id }),
  paths.deskEnteredOriginal({ reference, response: late.responseId }),
];
const FORMS: [string, Record<string, string>][] = [
  [paths.deskCoverageParty({ reference, party: company.party.id }), { step: 'note', note: 'No view' }],
  [paths.deskLateDecision(at), { decision: 'admit', reason: 'Let it in' }],
  [
    paths.deskComments({ reference }),
    { submission: late.id, question: 'other', replaces: '', text: 'x', step: 'save' },
  ],
  [paths.deskEnter({ reference }), { name: 'A new body' }],
  [paths.deskEnterFor({ reference, organisation: company.organisation.id }), {}],
  [paths.deskEnteredOriginal({ reference, response: late.responseId }), {}],
  [paths.deskDiscardEntered({ reference, response: late.responseId }), {}],
];

/** Everything that these forms could have written. */
const written = async () => {
  const tables = [
    'decline_note',
    'late_decision',
    'secas_comment',
    'organisation',
    'response',
    'representation',
  ] as const;
  return Promise.all(tables.map(async (table) => (await db(table)).length));
};

async function refusedEverywhere(browser: Browser) {
  for (const url of [...PAGES, ...HIDDEN]) assert.equal((await browser.get(url)).status, 403, url);
  const csrf = await tokenOn(browser, paths.front());
  assert.ok(csrf);
  const before = await written();
  for (const [url, fields] of FORMS) {
    assert.equal((await send(browser, url, { ...fields, _csrf: csrf })).status, 403, url);
  }
  assert.deepEqual(await written(), before);
}

test('SECAS sees every page', async () => {
  for (const url of PAGES) assert.equal((await desk.get(url)).status, 200, url);
  for (const url of HIDDEN) assert.equal((await desk.get(url)).status, 404, url);
});

test('a representative is refused, of the submission’s own organisation too', async () => {
  await refusedEverywhere(await signInAs(portal, company.by));
});

test('a Panel member is refused, also with the right to confidential material', async () => {
  await refusedEverywhere(
    await signInAs(
      portal,
      await aPerson(db, { role: 'panel', employer: company.organisation }, { role: 'confidential' }),
    ),
  );
});

test('a stranger is sent to sign in, and back', async () => {
  const stranger = aBrowser(portal);
  for (const url of [...PAGES, ...HIDDEN]) {
    const reply = await stranger.get(url).redirects(0);
    assert.equal(reply.status, 303, url);
    assert.equal(
      reply.headers['location'],
      `${paths.signIn()}?${new URLSearchParams({ next: url }).toString()}`,
    );
  }
  const before = await written();
  for (const [url, fields] of FORMS) assert.equal((await send(stranger, url, fields)).status, 403, url);
  assert.deepEqual(await written(), before);
});

test('a form without its token does nothing', async () => {
  const before = await written();
  for (const [url, fields] of FORMS) assert.equal((await send(desk, url, fields)).status, 403, url);
  assert.deepEqual(await written(), before);
});
