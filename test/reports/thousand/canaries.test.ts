import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAKES_PDF } from '../../../src/pdf/compiler.js';
import { paths } from '../../../src/paths.js';
import { ENDINGS, type Ending } from '../../../src/reports/formats/formats.js';
import { READS_PDF } from '../../pdf/readingPdf.js';
import { aBrowser, openForm, ready, send } from '../../support/browse.js';
import { freezeNow, makeNow } from '../../support/reports.js';
import { signInAs } from '../../support/signIn.js';
import { allBytes } from '../published/published.js';
import { canariesIn, canary, named } from './canary.js';
import { VERSIONS } from './expected.js';
import { mustHold } from './mayHold.js';
import { aThousand } from './stored.js';

const { portal, db, consultation, secas, given } = await aThousand(80, { long: false });
const { reference } = consultation;
await freezeNow(portal.deps, reference, { pdf: MAKES_PDF });
const browser = await signInAs(portal, secas);
const forms = [...ENDINGS.filter((ending) => ending !== 'pdf' || READS_PDF), 'pack'] as const;

/** That of all canaries those are found that must be, and no other, in bytes that are unpacked as far as they are packed. */
function check(bytes: Buffer, expected: Set<string>): void {
  const found = canariesIn(bytes);
  assert.deepEqual([...found].filter((one) => !expected.has(one)).map(named), [], 'these must not be there');
  assert.deepEqual([...expected].filter((one) => !found.has(one)).map(named), [], 'these are missing');
}

const urlOf = (form: Ending | 'pack', version: string): string =>
  `${form === 'pack' ? paths.pack({ reference }) : paths.reportFile({ reference, ending: form })}?version=${version}`;

for (const version of ['all', 'confidential'] as const)
  for (const form of forms)
    test(`what may be read there is there, and nothing else: ${version}, ${form}`, async () => {
      check(await allBytes(browser, urlOf(form, version)), mustHold(given, version, form));
    });

test('what is published is the public version, byte for byte without what must not be in it', async () => {
  const page = paths.deskPublication({ reference });
  await ready(browser, page);
  const { action, held } = await openForm(browser, page, `form[action="${page}"]`);
  assert.equal((await send(browser, action, { ...held, looked: 'yes' })).status, 303);
  await makeNow(portal.deps, { pdf: MAKES_PDF });
  const stranger = aBrowser(portal);
  for (const form of forms) {
    const url =
      form === 'pack'
        ? paths.publishedPack({ reference })
        : paths.publishedReport({ reference, ending: form });
    check(await allBytes(stranger, url), mustHold(given, 'public', form));
  }
});

test('there is something of every kind that could leak', async () => {
  const all = new Set(VERSIONS.flatMap((version) => [...mustHold(given, version, 'pack')]));
  const public_ = mustHold(given, 'public', 'pack');
  const secret = [...all].filter((one) => !public_.has(one)).map((one) => named(one).split(/ \d/)[0]);
  for (const kind of [
    'answer',
    'redacted passage',
    'comment of SECAS',
    'file name',
    'file content',
    'organisation',
    'Party',
    'reason',
  ])
    assert.ok(secret.filter((one) => one === kind).length > 3, kind);
  const { rows } = await db.raw<{ rows: { all: string }[] }>(
    `select string_agg(value::text, ' ') as all from (select value from submission_answer union all select value from draft_answer) a
     union all select string_agg(text, ' ') from answer_note union all select string_agg(note, ' ') from redaction
     union all select string_agg(name || email, ' ') from person`,
  );
  const stored = canariesIn(Buffer.from(rows.map((row) => row.all).join(' ')));
  for (const kind of ['earlier answer', 'draft', 'note of a colleague', 'note on a redaction', 'person'])
    assert.ok(
      [...stored].some((one) => named(one).startsWith(kind)),
      kind,
    );
  assert.ok(stored.has(canary(0, 'person')));
});
