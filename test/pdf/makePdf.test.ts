import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Busy } from '../../src/errors.js';
import { MAKES_PDF } from '../../src/pdf/compiler.js';
import { makePdf } from '../../src/pdf/makePdf.js';
import { assertInOrder, skipWithoutPdftotext, wordsOf } from '../support/pdf.js';
import { aReceipt, NEVER_DONE, TOO_MUCH } from './documents.js';

const skip = MAKES_PDF ? false : 'this machine has no PDF compiler';

const WHO = { who: 'somebody' };

const HOSTILE = [
  '#set text(size: 1pt) #panic() #read("/etc/passwd") *bold* _it_ $x^2$ \\u{1F600} \\# @ref <label> `raw` ~ -- ... // c',
  '/* comment */ = Heading\n- item\n+ item\n/ term: text\n[content] {code} "straight" \'quotes\' \\',
  'https://portal.example/a-very-long-address/that-has-no-space-in-it?at=all#whatsoever',
];

test(
  'text comes out as it was written, whatever markup it looks like',
  { skip: skip || skipWithoutPdftotext },
  async () => {
    const long = 'Abc/'.repeat(2_500);
    const pdf = await makePdf(
      aReceipt([...HOSTILE, long, '\u2192 \u2264 \u2713 \u2610 \u2022 \u20ac', 'fi ffi \ufb01 e\u0301']),
      WHO,
    );
    assertInOrder(pdf, [...HOSTILE, long, '→ ≤ ✓ ☐ • €', 'fi ffi']);
    assert.ok(!wordsOf(pdf).includes('U+'), 'nothing in it had to be written as its code');
  },
);

test(
  'a character that no typeface has is shown as its code',
  { skip: skip || skipWithoutPdftotext },
  async () => {
    const pdf = await makePdf(aReceipt(['Done \u{1f389}, \u0645\u062d\u0645\u062f, \u6f22']), WHO);
    assertInOrder(pdf, [
      'Done [U+1F389], [U+0645][U+062D][U+0645][U+062F], [U+6F22]',
      'stands as its Unicode code',
    ]);
  },
);

test('whatever characters stand beside each other, a document is made', { skip }, async () => {
  const all = Array.from({ length: 0x3000 }, (_, code) => code).filter((code) => code >= 0xa0);
  const lines = Array.from({ length: Math.ceil(all.length / 64) }, (_, line) =>
    String.fromCodePoint(...all.slice(line * 64, line * 64 + 64)),
  );
  const accented = Array.from('xж→☐अ', (letter) => `${letter}\u0301 ${letter}\u20dd ${letter}\ufe0f`);
  assert.ok((await makePdf(aReceipt([lines.join('\n'), ...accented]), WHO)).length > 0);
});

test(
  'it is tagged for those who cannot see it, in British English, and the same to the byte',
  { skip },
  async () => {
    const [one, two] = await Promise.all([makePdf(aReceipt(HOSTILE), WHO), makePdf(aReceipt(HOSTILE), WHO)]);
    assert.ok(one.equals(two));
    const inside = one.toString('latin1');
    assert.match(inside, /<pdfuaid:part>1</);
    assert.match(inside, /\/Lang ?\(en-GB\)/);
    assert.match(inside, /\/MarkInfo/);
    assert.match(inside, /20170214/);
  },
);

test(
  'what goes beyond its memory, or breaks, is an error that says what to do; the next is made',
  { skip },
  async () => {
    const refused = (error: unknown) => error instanceof Busy && /print the page/.test(error.message);
    await assert.rejects(makePdf(TOO_MUCH, WHO), refused);
    await assert.rejects(makePdf({ ...aReceipt(['A']), template: 'responses/no-such.typ' }, WHO), refused);
    assert.ok((await makePdf(aReceipt(['A']), WHO)).length > 0);
  },
);

test('whoever goes away gives the place up at once', { skip }, async () => {
  const gone = new AbortController();
  const places = [NEVER_DONE, NEVER_DONE, NEVER_DONE].map((job) =>
    makePdf(job, { ...WHO, signal: gone.signal }),
  );
  const next = makePdf(aReceipt(['A']), { who: 'somebody else' });
  await assert.rejects(makePdf(aReceipt(['A']), WHO), Busy, 'a fourth of one person');
  gone.abort();
  for (const ended of await Promise.allSettled(places)) {
    assert.equal(ended.status === 'rejected' && (ended.reason as Error).name, 'AbortError');
  }
  assert.ok((await next).length > 0);
});

test(
  'no document is made on when the portal has ended',
  { skip: skip || (existsSync('/proc') ? false : 'there is no /proc') },
  async () => {
    const portal = spawn(process.execPath, [path.join(import.meta.dirname, 'endingProcess.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(portal.stdout, 'data')) as [Buffer];
    const maker = Number(said.toString());
    assert.ok(maker > 0);
    if (portal.exitCode === null) await once(portal, 'exit');
    for (const until = Date.now() + 10_000; existsSync(`/proc/${maker}`);) {
      assert.ok(Date.now() < until, 'the process of the document still runs');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  },
);
