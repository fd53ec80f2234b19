import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser, csrfFrom, pageOf, submitForm, type Browser } from '../support/browse.js';
import { anOrganisation, aRepresentative } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db } = portal;
const organisation = await anOrganisation(db);

const cookieOf = async (browser: Browser) =>
  browser.jar.getCookie('portal.sid', { domain: '127.0.0.1', path: '/', script: false, secure: false })
    ?.value;
const untilSomebodyWaits = async () => {
  for (;;) {
    const { rows } = await db.raw(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe('a session in the database', () => {
  it('that has ended is not brought back by a request that was on its way', async () => {
    const person = await aRepresentative(db, organisation);
    const browser = await signInAs(portal, person);
    const cookie = `portal.sid=${await cookieOf(browser)}`;
    // The request asks for a code, which is kept in the session, and waits for a lock while its session ends.
    const _csrf = await csrfFrom(browser, paths.askForAccess());
    const waiting = await db.transaction();
    await waiting.raw('lock table sign_in_attempt in access exclusive mode');
    const onItsWay = aBrowser(portal)
      .post(paths.signIn())
      .set('Cookie', cookie)
      .type('form')
      .send({ _csrf, email: person.email })
      .redirects(0)
      .then((reply) => reply);
    await untilSomebodyWaits();
    await submitForm(browser, paths.signOut());
    await waiting.commit();
    assert.equal((await onItsWay).status, 303);
    const page = await aBrowser(portal).get(paths.askForAccess()).set('Cookie', cookie);
    assert.equal(pageOf(page).querySelector('.portal-header__person'), null);
    assert.equal(await db('session').whereRaw(`sess ->> 'personId' = ?`, [person.id]).first(), undefined);
  });

  it('of a stranger is kept for a day, of a representative for fourteen', async () => {
    const lasts = async (browser: Browser) => {
      const sid = decodeURIComponent((await cookieOf(browser))!)
        .slice(2)
        .split('.')[0]!;
      const { rows } = await db.raw<{ rows: { days: number }[] }>(
        `select round(extract(epoch from expire - clock_timestamp()) / 86400)::int as days from session where sid = ?`,
        [sid],
      );
      return rows[0]?.days;
    };
    const stranger = aBrowser(portal);
    await stranger.get(paths.signIn());
    assert.equal(await lasts(stranger), 1);
    assert.equal(await lasts(await signInAs(portal, await aRepresentative(db, organisation))), 14);
  });
});
