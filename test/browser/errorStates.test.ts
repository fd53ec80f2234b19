import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REPRESENTATIVE, SECAS, stage, STRANGER } from './errorStates.js';
import { problemsOn, summaryProblemsOn, tooWideOn } from './looking.js';
import { aWindow, signIn } from './window.js';

const ROLES = {
  stranger: { email: undefined, states: STRANGER },
  representative: { email: stage.priya.email, states: REPRESENTATIVE },
  SECAS: { email: stage.secas.email, states: SECAS },
};

for (const [role, { email, states }] of Object.entries(ROLES)) {
  test(`every form of ${role} that is sent wrong says so, to everybody`, { timeout: 120_000 }, async (t) => {
    const page = await aWindow(stage.portal);
    page.on('dialog', (dialog) => void dialog.accept());
    if (email) await signIn(stage.portal, page, email);
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
