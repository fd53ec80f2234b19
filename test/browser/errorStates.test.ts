/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { lateDraft, REPRESENTATIVE, SECAS, stage, STRANGER, takingOver, type State } from './errorStates.js';
import { box, send, wrong } from './forms.js';
import { problemsOn, summaryProblemsOn, tooWideOn } from './looking.js';
import { aWindow, main, signIn } from './window.js';

const { db, portal, priya } = stage;
const ROLES = {
  stranger: { email: undefined, states: STRANGER },
  representative: { email: priya.email, states: REPRESENTATIVE },
  SECAS: { email: stage.secas.email, states: SECAS },
};

for (const [role, { email, states }] of Object.entries(ROLES)) {
  test(`every form of ${role} that is sent wrong says so, to everybody`, { timeout: 600_000 }, async (t) => {
    const page = await aWindow(portal);
    page.on('dialog', (dialog) => void dialog.accept());
    if (email) await signIn(portal, page, email);
    for (const [name, bring] of states) {
      await t.test(name, async () => {
        await bring(page);
        const found = [
          ...(await summaryProblemsOn(page)),
          ...(await problemsOn(page)),
          ...(await tooWideOn(page)),
        ];
        assert.deepEqual(found, []);
      });
    }
  });
}

const wholeConfidential = paths.responseConfidentiality({ id: takingOver.id });

/** Pages on which nothing is to be filled in: what they say, and how one comes to see them. */
const PAGES: [says: RegExp, ...State][] = [
  [/^Page not found/, '404', (page) => page.goto('/nothing-here')],
  [/^You may not do this/, '403', (page) => page.goto(paths.desk())],
  [
    /^This is too large/,
    '413',
    wrong(wholeConfidential, 'Save', async (page) => {
      await page.locator('#whole-reason').evaluate((field: HTMLTextAreaElement) => {
        field.hidden = true; // to lay out so much text would take long
        field.value = 'x'.repeat(9_000_000);
      });
    }),
  ],
  [
    /changed since this page was shown/,
    '409: the draft has changed since it was checked',
    wrong(paths.check({ id: takingOver.id }), 'Submit response', async () => {
      await db('response').where({ id: takingOver.id }).increment('version', 1);
    }),
  ],
  [
    /^Your responses.*This consultation closed at 5pm on Tuesday 31 January 2017/s,
    'the draft of a late response',
    (page) => page.goto(paths.section({ id: lateDraft.id, section: 'your-view' })),
  ],
  [/A response submitted now is late/, 'its check', (page) => page.goto(paths.check({ id: lateDraft.id }))],
  [/Your response arrived late and is held/, 'its receipt', (page) => send(page, 'Submit late')],
  [
    /^Sorry, something went wrong.*give this number/s,
    '500',
    async (page) => {
      await db.raw('alter table consultation rename to mislaid');
      await page.goto(paths.front());
      await db.raw('alter table mislaid rename to consultation');
    },
  ],
  [
    /^Your session has ended.*What you typed/s,
    '403: signed out meanwhile',
    wrong(wholeConfidential, 'Save', async (page) => {
      await page.getByLabel('The whole response is confidential').check();
      await page.locator('#whole-reason').fill('Somebody’s whole morning');
      await page.context().clearCookies();
    }),
  ],
  [
    /^Too many tries/,
    '429',
    async (page) => {
      for (let tries = 0; tries <= 10; tries += 1) {
        await page.goto(paths.askForAccess());
        await box(page, 'Your name').fill('Ada Newcomer');
        await box(page, 'e-mail address').fill('ada@brightmoor.example');
        await box(page, 'Organisation').fill('Brightmoor');
        await send(page, 'Send to SECAS');
      }
    },
  ],
];

test('every page that says that something cannot be done, to everybody', { timeout: 600_000 }, async (t) => {
  const page = await aWindow(portal);
  await signIn(portal, page, priya.email);
  for (const [says, name, bring] of PAGES) {
    await t.test(name, async () => {
      await bring(page);
      assert.match(await main(page), says);
      assert.doesNotMatch(await main(page), /mislaid|relation|at .*\.ts/);
      assert.deepEqual([...(await problemsOn(page)), ...(await tooWideOn(page))], []);
    });
  }
});
