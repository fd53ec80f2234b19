import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { paths } from '../../src/paths.js';
import { createApp } from '../../src/app.js';
import { codePassage } from '../../src/collation/themes/coding/codePassage.js';
import { loadSample } from '../../src/samples/loadSample.js';
import { routesOf } from '../support/routes.js';
import { aBrowser, submitForm } from '../support/browse.js';
import { startPortal } from '../support/portal.js';
import { aMail, withOriginal } from '../http/files.js';
import { aSubmission } from '../support/submission.js';
import { problemsOn, tooWideOn } from './looking.js';
import { aWindow, press, signIn } from './window.js';

const portal = await startPortal({ now: '2017-01-30T16:00:00Z' });
await loadSample(portal.deps, 'as-issued');

await submitForm(aBrowser(portal), paths.askForAccess(), {
  name: 'Ada Newcomer',
  email: 'ada.newcomer@brightmoor.example',
  organisation: 'Brightmoor Energy',
});
const accessRequest = await portal.db('access_request').first();
const submitted = await portal
  .db('submission as s')
  .join('organisation as o', 'o.id', 's.organisation_id')
  .where('o.name', 'Northmoor Energy Group')
  .first('s.response_id', 's.reference');
const live = (await portal
  .db('submission as s')
  .join('organisation as o', 'o.id', 's.organisation_id')
  .join('consultation as c', 'c.id', 's.consultation_id')
  .where('o.name', 'Northmoor Energy Group')
  .where('c.closes_at', '>', portal.clock.now())
  .whereRaw('exists (select from representation n where n.submission_id = s.id)')
  .first('s.response_id', 's.reference'))!;
const priya = (await portal.db('person').where({ email: 'priya.shah@northmoor.example' }).first())!;
// She manages her colleagues and approves what they submit; one of their answers has been changed.
await portal.db('role_grant').where({ person_id: priya.id }).update({ may_manage: true });
const answer = (await portal
  .db('draft_answer as a')
  .join('response as r', 'r.id', 'a.response_id')
  .join('organisation as o', 'o.id', 'r.organisation_id')
  .where('o.name', 'Northmoor Energy Group')
  .whereNull('r.submitted_version')
  .whereRaw("jsonb_exists(a.value, 'text')")
  .first('a.response_id', 'a.question_key', 'r.organisation_id'))!;
await portal.db('sign_off').insert({
  organisation_id: answer.organisation_id,
  approver_id: priya.id,
  set_at: portal.clock.now(),
  set_by: priya.id,
});
await portal
  .db('draft_answer')
  .where({ response_id: answer.response_id, question_key: answer.question_key })
  .update({ value: JSON.stringify({ text: 'Changed since.' }), version: 2 });
// Nobody has confirmed what SECAS entered for her organisation, and a mail waits to be entered.
const sam = (await portal.db('person').where({ email: 'sam.reid@secas.example' }).first())!;
const asked = (await portal.db('consultation').where({ reference: 'SECMP0026-MRC' }).first())!;
const issue = (await portal.db('question_issue').where({ consultation_id: asked.id }).first())!;
const entered = await aSubmission(portal.db, {
  consultation: { ...asked, issueId: issue.id, questions: [] },
  organisation: { id: answer.organisation_id, name: 'Northmoor Energy Group' },
  by: sam,
  enteredBySecas: true,
});
await withOriginal(portal.db, entered.responseId);
const mail = await aMail(portal.db, asked.id, sam);
// A passage of the first answer with reasons is coded with a theme.
const reasons = (await portal
  .db('submission_answer as a')
  .join('submission as s', 's.id', 'a.submission_id')
  .join('consultation as c', 'c.id', 's.consultation_id')
  .whereRaw("char_length(a.value ->> 'rationale') > 10")
  .orderBy(['s.received_at', 'a.position'])
  .first(
    'c.id as consultationId',
    'c.reference',
    'a.submission_id as submission',
    'a.question_key as question',
  ))!;
const coder = (await portal.db('person').where({ email: 'sam.reid@secas.example' }).first())!;
await codePassage(
  portal.db,
  coder,
  { consultationId: reasons.consultationId, questionKey: reasons.question },
  reasons.submission,
  { passage: { part: 'rationale', starts: 0, ends: 10 }, theme: { id: '', newName: 'What it is about' } },
  portal.clock.now(),
);
const coded = (await portal.db('theme').first())!;
const held = await portal.db('submission').where({ standing: 'late' });

const patterns = Object.values(paths).map(({ pattern }) => ({
  pattern,
  regex: new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`),
  // 'new' and 'import' are pages of their own, not ids
  names: (pattern.match(/:/g) ?? []).length,
}));
const patternOf = (pathname: string): string | undefined =>
  patterns.filter(({ regex }) => regex.test(pathname)).toSorted((one, other) => one.names - other.names)[0]
    ?.pattern;

/** Follows every link from a page on, one page for each pattern of address. @returns the patterns seen */
async function walk(page: Page, starts: string[], found: string[]): Promise<Set<string>> {
  const seen = new Set<string>();
  const todo = [...starts];
  for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
    const pattern = patternOf(new URL(next, portal.url).pathname);
    if (!pattern || seen.has(pattern) || FILES.has(pattern)) continue;
    seen.add(pattern);
    await page.goto(next);
    found.push(...(await problemsOn(page)), ...(await tooWideOn(page)));
    const links = await page
      .locator('a[href^="/"]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    todo.push(...links);
  }
  return seen;
}

/** What is no page: assets, downloads, what a script asks for, and what is only ever posted to. */
const FILES = new Set<string>(
  [
    paths.healthz,
    paths.readyz,
    paths.assets,
    paths.brand,
    paths.signOut,
    paths.consultationDocument,
    paths.attachment,
    paths.attachmentLook,
    paths.submissionAttachment,
    paths.deskSubmissionAttachment,
    paths.deskEnteredOriginal,
    paths.deskMailFile,
    paths.enteredOriginal,
    paths.deskCounts,
    paths.panelAttachment,
    paths.deskAuditCsv,
    paths.reportCsv,
    paths.reportXlsx,
    paths.pack,
    paths.deskDocument,
    paths.consultationWordForm,
    paths.deskPreviewWordForm,
    paths.consultationProof,
    paths.responseWordForm,
    paths.receiptFile,
    paths.receiptPdf,
    paths.verifyKeysFile,
  ].map(({ pattern }) => pattern),
);

const ROLES = {
  nobody: {
    email: undefined,
    starts: [paths.front(), paths.askForAccess(), paths.signIn(), paths.signOut()],
  },
  representative: {
    email: 'priya.shah@northmoor.example',
    starts: [
      paths.responses(),
      paths.consultationResponse({ reference: 'SECMP0026-MRC' }),
      paths.noComment({ reference: 'SECMP0026-MRC' }),
      paths.history({ id: submitted!.response_id }),
      `${paths.compare({ id: submitted!.response_id })}?from=${submitted!.reference}&to=${submitted!.reference}`,
      paths.withdraw({ id: live.response_id, reference: live.reference }),
      paths.confirmEntered({ id: entered.responseId, reference: entered.reference }),
      paths.approve({ id: answer.response_id }),
      paths.answerVersions({ id: answer.response_id, question: answer.question_key }),
    ],
  },
  secas: {
    email: 'sam.reid@secas.example',
    starts: [
      paths.desk(),
      paths.mailbox(),
      paths.deskPublish({ reference: 'SECMP0021-WGC' }),
      paths.deskNewQuestion({ reference: 'SECMP0021-WGC' }),
      paths.deskSearch({ reference: 'SECMP0026-MRC' }),
      paths.deskAddParty({ reference: 'SECMP0026-MRC' }),
      paths.deskWithdraw({ reference: 'SECMP0026-MRC' }),
      paths.deskOutcome({ reference: 'SECMP0016-MRC' }),
      paths.deskMail({ reference: 'SECMP0026-MRC', mail }),
      paths.deskAccessRequest({ id: accessRequest!.id }),
      paths.deskCoding(reasons),
      paths.deskTheme({ ...reasons, theme: coded.id }),
      ...held.map(({ id }) => paths.deskLateDecision({ reference: 'SECMP0016-MRC', submission: id })),
    ],
  },
  panel: { email: 'helen.osei@panel.example', starts: [paths.panel()] },
};

/** The page after the form of /sign-in, to which no link leads. */
async function askForCode(page: Page, seen: Set<string>, found: string[]): Promise<void> {
  await page.goto(paths.signIn());
  await page.getByLabel('E-mail address').fill('nobody@nowhere.example');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${paths.signInCode()}`);
  found.push(...(await problemsOn(page)), ...(await tooWideOn(page)));
  seen.add(paths.signInCode.pattern);
}

/** What a new deadline means, shown before it is confirmed: the page after a form. */
async function checkDeadline(page: Page, found: string[]): Promise<void> {
  await page.goto(paths.deskExtend({ reference: 'SECMP0026-MRC' }));
  await page.getByLabel('For all').check();
  await page.getByLabel('Day', { exact: true }).fill('18');
  await page.getByLabel('Reason').fill('The annex was published late.');
  await press(page, 'Continue');
  await page.getByText('What will happen').waitFor();
  found.push(...(await problemsOn(page)), ...(await tooWideOn(page)));
}

const walked = new Set<string>();
for (const [role, { email, starts }] of Object.entries(ROLES)) {
  test(
    `axe finds nothing on the pages of ${role}, and a phone shows them whole`,
    { timeout: 300_000 },
    async () => {
      const page = await aWindow(portal);
      if (email) await signIn(portal, page, email);
      const found: string[] = [];
      page.on('response', (reply) => {
        if (reply.status() >= 400) found.push(`${reply.status()} ${reply.url()}`);
      });
      const seen = await walk(page, starts, found);
      if (!email) await askForCode(page, seen, found);
      if (role === 'secas') await checkDeadline(page, found);
      for (const pattern of seen) walked.add(pattern);
      assert.deepEqual(found, []);
      await page.context().close();
    },
  );
}

test('no page was missed', () => {
  const pages = routesOf(createApp(portal.deps))
    .filter((route) => route.startsWith('GET '))
    .map((route) => route.slice('GET '.length));
  assert.deepEqual(
    pages.filter((pattern) => !walked.has(pattern) && !FILES.has(pattern) && !pattern.startsWith('/assets/')),
    [],
  );
});
