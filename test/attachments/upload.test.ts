import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/paths.js';
import { pageOf, textOf } from '../support/browse.js';
import { aConsultation, anOrganisation, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db } = portal;
const organisation = await anOrganisation(db);
const by = await aRepresentative(db, organisation);
const consultation = await aConsultation(db);
const draft = await aDraftResponse(db, { consultation, organisation, by });

describe('x', () => {
  it('y', async () => {
    const browser = await signInAs(portal, by);
    const page = await browser.get(paths.attachments(draft));
    assert.equal(page.status, 200, page.text);
    const csrf = pageOf(page).querySelector('input[name="_csrf"]')!.getAttribute('value')!;
    const reply = await browser.post(paths.attachments(draft)).field('_csrf', csrf).field('question', 'files').attach('files', Buffer.from('%PDF-1.4 x'), 'Costs.pdf').redirects(0);
    assert.equal(reply.status, 303, reply.text);
    const after = await browser.get(reply.headers['location']!);
    console.log(textOf(after));
    console.log(await db('file'), await db('file_chunk'));
  });
});
