import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { cookiesOf } from '../attachments/uploading.js';
import { aBrowser, csrfFrom, type Browser } from '../support/browse.js';
import { anOrganisation, aPerson, aRepresentative } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

export const NOW = '2017-02-10T10:00:00Z';
export const portal = await startPortal({ now: NOW });
const { db } = portal;

export const ours = await anOrganisation(db, 'Northmoor Energy Group');
export const theirs = await anOrganisation(db, 'Southmoor Power');

/** Somebody of every kind. The former has signed in while there were still grants of every kind. */
export const people = {
  former: await aPerson(
    db,
    { role: 'representative', organisation: ours },
    { role: 'panel' },
    { role: 'confidential' },
    { role: 'secas' },
  ),
  outsider: await aRepresentative(db, theirs),
  drafter: await aRepresentative(db, ours, false),
  submitter: await aRepresentative(db, ours),
  member: await aPerson(db, { role: 'panel' }),
  trusted: await aPerson(db, { role: 'panel' }, { role: 'confidential' }),
  secas: await aPerson(db, { role: 'secas' }),
};
export type Role = 'stranger' | keyof typeof people;

const signedIn = Object.fromEntries(
  await Promise.all(
    Object.entries(people).map(async ([role, person]) => [role, await signInAs(portal, person)] as const),
  ),
) as Record<keyof typeof people, Browser>;
/** The browsers of everybody; the stranger's has only met the sign-in page. */
export const browsers: Record<Role, Browser> = { ...signedIn, stranger: aBrowser(portal) };
await db('role_grant')
  .where({ person_id: people.former.id })
  .update({ ended_at: Temporal.Instant.from(NOW) });

/** What a browser sends to show whose it is: its cookie, and the token of its forms. */
export const keys = {} as Record<Role, { cookie: string; csrf: string }>;
for (const [role, browser] of Object.entries(browsers) as [Role, Browser][]) {
  const csrf = await csrfFrom(browser, role === 'stranger' ? paths.signIn() : paths.signOut());
  keys[role] = { cookie: cookiesOf(browser), csrf };
}

// Everybody has asked for a code too, so that the page where it is typed is there.
const [attempt] = await db('sign_in_attempt').insert({ email: 'somebody@test.example' }).returning('*');
await db.raw(`update session set sess = (sess::jsonb || jsonb_build_object('attemptId', ?::text))::json`, [
  attempt!.id,
]);
