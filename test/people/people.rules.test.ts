import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { grantInWords, readEmail, readMessage, readName } from '../../src/people/people.rules.js';
import { hmacOfCode, makeCode, readCode, showCode } from '../../src/people/signIn.rules.js';

describe('a code', () => {
  it('has eight of 28 symbols, none of which looks like another', () => {
    const codes = Array.from({ length: 2_000 }, makeCode);
    const symbols = new Set(codes.join(''));
    assert.equal(symbols.size, 28);
    for (const alike of '0O1IL2Z5S8B'.replace(/[ZSB]/g, '')) assert.ok(!symbols.has(alike), alike);
    assert.ok(codes.every((code) => code.length === 8));
    assert.equal(new Set(codes).size, codes.length);
  });

  it('is read as people type it', () => {
    const readAs: Record<string, string | undefined> = {
      'ABCD-EFGH': 'ABCDEFGH',
      'abcd efgh': 'ABCDEFGH',
      ' abcdefgh\t': 'ABCDEFGH',
      'abcd–efgh': 'ABCDEFGH',
      'A B C D - E F G H': 'ABCDEFGH',
      '258D-EFGH': 'ZSBDEFGH',
      'ABCD-EFG': undefined,
      'ABCD-EFGHJ': undefined,
      'ABCD-EFG0': undefined,
      'ABCD-EFGÉ': undefined,
      '': undefined,
    };
    for (const [typed, code] of Object.entries(readAs)) assert.equal(readCode(typed), code, typed);
    assert.equal(showCode('ABCDEFGH'), 'ABCD-EFGH');
  });

  it('is kept so that neither another person nor another key gives the same', () => {
    const [key, other] = [{ signingKey: 'key' }, { signingKey: 'other' }];
    const kept = hmacOfCode(key, 'person', 'ABCDEFGH');
    assert.match(kept, /^[\w-]{43}$/);
    assert.notEqual(kept, hmacOfCode(key, 'another', 'ABCDEFGH'));
    assert.notEqual(kept, hmacOfCode(other, 'person', 'ABCDEFGH'));
    assert.equal(kept, hmacOfCode(key, 'person', 'ABCDEFGH'));
  });
});

describe('an address', () => {
  it('is kept in lower case, without spaces round it', () => {
    assert.deepEqual(readEmail('  Ann.Ash+sec@Northmoor.CO.uk '), { email: 'ann.ash+sec@northmoor.co.uk' });
  });

  it('is refused when no mail could reach it', () => {
    const wrong = [
      '',
      'ann',
      'ann@',
      '@a.com',
      'ann@a',
      'a b@c.com',
      'ann@a..com',
      'ann@-a.com',
      'a@b.com,c@d.com',
    ];
    const hostile = [
      'ann@a.com\0',
      'ann@a.com\nBcc: x@y.com',
      'ärger@a.com',
      '\ud800@a.com',
      `${'a'.repeat(250)}@a.com`,
    ];
    for (const typed of [...wrong, ...hostile]) assert.ok('problem' in readEmail(typed), typed);
  });

  it('is refused in no time, however it is made', () => {
    const started = performance.now();
    readEmail(`${'a'.repeat(100_000)}@${'a-'.repeat(100_000)}`);
    assert.ok(performance.now() - started < 200);
  });
});

describe('a name', () => {
  it('is one line with single spaces', () => {
    assert.deepEqual(readName(' Zoë \n O’Brien ', 'a name'), { name: 'Zoë O’Brien' });
    assert.deepEqual(readName('x'.repeat(200), 'a name'), { name: 'x'.repeat(200) });
  });

  it('is refused when it is nothing, too long or cannot be shown', () => {
    for (const typed of ['', ' \u00a0', 'x'.repeat(201), 'a\0b', 'a\u202eb', 'a\ud800b', 'a\u0007b']) {
      assert.ok('problem' in readName(typed, 'a name'), JSON.stringify(typed));
    }
  });
});

describe('a message', () => {
  it('keeps its lines and may be empty', () => {
    assert.deepEqual(readMessage(' a\r\nb\rc\td '), { message: 'a\nb\nc\td' });
    assert.deepEqual(readMessage(''), { message: '' });
    assert.ok('problem' in readMessage('x'.repeat(4_001)));
    assert.ok('problem' in readMessage('a\0'));
  });
});

it('says every grant in words', () => {
  const said = [
    { role: 'representative', organisationName: 'A', maySubmit: true },
    { role: 'representative', organisationName: 'A', maySubmit: false },
    { role: 'panel', organisationName: 'A', maySubmit: false },
    { role: 'panel', organisationName: null, maySubmit: false },
    { role: 'secas', organisationName: null, maySubmit: false },
    { role: 'confidential', organisationName: null, maySubmit: false },
  ] as const;
  const manages = {
    role: 'representative',
    organisationName: 'A',
    maySubmit: true,
    mayManage: true,
  } as const;
  assert.equal(grantInWords(manages), 'Representative of A: may draft and submit, and manages colleagues');
  assert.deepEqual(
    said.map((grant) => grantInWords({ ...grant, mayManage: false })),
    [
      'Representative of A: may draft and submit',
      'Representative of A: may draft only',
      'Panel member, employed by A',
      'Panel member, independent',
      'SECAS colleague',
      'May see confidential material',
    ],
  );
});
