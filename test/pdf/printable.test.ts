import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCompiler } from '../../src/pdf/compiler.js';
import { MAY_BREAK, printable } from '../../src/pdf/printable.js';

const latin = (code: number): boolean => code < 0x180 || code === 0x2019;
const shown = (text: string) => printable({ text }, latin);

test('what the typefaces lack stands as its code, and the document says so', () => {
  const cases: [written: string, shown: string][] = [
    ['£12,500 – naïve', '£12,500 [U+2013] naïve'],
    ['\u{1f389}', '[U+1F389]'],
    ['\u0645\u062d', '[U+0645][U+062D]'],
    ['\u202egnp.exe', '[U+202E]gnp.exe'],
    ['\ufeffA', '[U+FEFF]A'],
    ['\ud83cA', '[U+D83C]A'],
  ];
  for (const [written, expected] of cases) {
    assert.deepEqual(shown(written), { data: { text: expected }, coded: true });
  }
  assert.deepEqual(shown('A naïve £\n\nB\tC'), { data: { text: 'A naïve £\n\nB    C' }, coded: false });
});

test('a long word may break, between letters and not before their accents; a short one stays as it is', () => {
  const of = (text: string) => shown(text).data.text;
  assert.equal(of('x'.repeat(24)), 'x'.repeat(24));
  assert.equal(of('x'.repeat(25)).replaceAll(MAY_BREAK, '|'), 'xxxxxxxx|xxxxxxxx|xxxxxxxx|x');
  const accents = printable('e\u0301'.repeat(20), () => true).data;
  assert.ok(!accents.includes(`${MAY_BREAK}\u0301`) && accents.includes(MAY_BREAK));
  assert.equal(accents.replaceAll(MAY_BREAK, ''), 'e\u0301'.repeat(20));
});

test('texts are found wherever they stand in the data, and nothing else is touched', () => {
  const data = { list: [['\u4e00', 1, null, true]], none: null, inside: { text: '\u4e00' } };
  assert.deepEqual(printable(data, latin).data, {
    list: [['[U+4E00]', 1, null, true]],
    none: null,
    inside: { text: '[U+4E00]' },
  });
});

test('where there is no compiler for a machine, that is known without loading one', () => {
  assert.equal(hasCompiler('sunos', 'x64'), false);
});
