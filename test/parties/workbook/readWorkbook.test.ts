import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isWorkbook, readWorkbook } from '../../../src/parties/workbook/readWorkbook.js';
import { serialDate, showsDate } from '../../../src/parties/workbook/serialDate.js';
import { aWorkbook, texts } from './aWorkbook.js';

const read = async (bytes: Buffer) => readWorkbook(bytes, 'somebody');
async function csvOf(made: Parameters<typeof aWorkbook>[0]): Promise<string> {
  const says = await read(await aWorkbook(made));
  assert.ok('sheets' in says, JSON.stringify(says));
  return says.sheets[0]!.csv;
}
const sheet = (rows: string) => [{ name: 'Register', rows }];

describe('the day of a serial number', () => {
  const cases: [serial: number, from1904: boolean, day: string | undefined][] = [
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, '1900-02-29'],
    [61, false, '1900-03-01'],
    [42780, false, '2017-02-14'],
    [42780.99999, false, '2017-02-14'],
    [41318, true, '2017-02-14'],
    [0, true, '1904-01-01'],
    [0, false, undefined],
    [-1, true, undefined],
    [2958465, false, '9999-12-31'],
    [2958466, false, undefined],
    [Number.NaN, false, undefined],
  ];
  for (const [serial, from1904, day] of cases) {
    test(`${serial} from ${from1904 ? 1904 : 1900}: ${day ?? 'none'}`, () =>
      assert.equal(serialDate(serial, from1904), day));
  }

  const formats: [code: string, date: boolean][] = [
    ['dd/mm/yyyy', true],
    ['[$-809]d mmmm yyyy;@', true],
    [String.raw`yyyy\-mm\-dd`, true],
    ['0.00', false],
    ['[Red]0', false],
    ['"day "0', false],
    ['#,##0_d', false],
    ['General', false],
  ];
  for (const [code, date] of formats) {
    test(`${code} shows ${date ? 'a date' : 'a number'}`, () => assert.equal(showsDate(164, code), date));
  }
});

describe('the cells of a sheet', () => {
  test('texts, numbers, dates, formulas and what is empty, each on the line of its row', async () => {
    const csv = await csvOf({
      shared: ['Northmoor, East', 'never used', 'He said "so"'],
      formats: ['dd/mm/yyyy', '0000'],
      sheets: sheet(`
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t xml:space="preserve"> two
          lines </t></is></c></row>
        <row r="3"><c r="A3"/></row>
        <row r="5"><c r="A5" t="s"><v>2</v></c><c r="B5"><v>1234567890123</v></c><c r="C5" s="1"><v>42780</v></c>
          <c r="D5" s="2"><v>7</v></c><c r="E5" s="3"><v>42780.5</v></c><c r="F5"><v>42780</v></c></row>
        <row><c t="str"><f>CONCATENATE("P",1)</f><v>P1</v></c><c><f>1+1</f><v>2</v></c><c t="b"><v>1</v></c>
          <c t="e"><v>#N/A</v></c><c t="d"><v>2017-02-14T00:00:00</v></c><c s="1"><v>later</v></c></row>`),
    });
    assert.deepEqual(csv.split('\n'), [
      '',
      '"Northmoor, East",,two lines',
      '',
      '',
      '"He said ""so""",1234567890123,2017-02-14,0007,2017-02-14,42780',
      'P1,2,TRUE,#N/A,2017-02-14,later',
    ]);
  });

  test('hidden sheets are left out, the others come in their order', async () => {
    const says = await read(
      await aWorkbook({
        sheets: [
          { name: 'Old', rows: texts(1, 'a'), state: 'hidden' },
          { name: 'B', rows: texts(1, 'b') },
          { name: 'A &amp; C', rows: texts(1, 'c') },
        ],
      }),
    );
    assert.deepEqual('sheets' in says && says.sheets, [
      { name: 'B', csv: 'b' },
      { name: 'A & C', csv: 'c' },
    ]);
  });
});

describe('what is no register, or made to harm', () => {
  const one = sheet(texts(1, 'a'));
  const entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>';
  const outside = '<r><Relationship Id="rId1" Target="/../../etc/passwd"/></r>';
  const cases: [name: string, bytes: () => Promise<Buffer> | Buffer, why: string][] = [
    [
      'an older or protected workbook',
      () => Buffer.from('\xd0\xcf\x11\xe0 and so on', 'latin1'),
      'protected',
    ],
    ['half of a file', async () => (await aWorkbook({ sheets: one })).subarray(0, 300), 'damaged'],
    [
      'another archive',
      () => aWorkbook({ sheets: one, more: { 'xl/workbook.xml': '<document/>' } }),
      'damaged',
    ],
    ['no sheet that is shown', () => aWorkbook({ sheets: [{ ...one[0]!, state: 'veryHidden' }] }), 'damaged'],
    ['a row far below', () => aWorkbook({ sheets: sheet(texts(1_048_576, 'a')) }), 'too much'],
    ['rows that go back', () => aWorkbook({ sheets: sheet(texts(5, 'a') + texts(2, 'b')) }), 'damaged'],
    ['a row of no number', () => aWorkbook({ sheets: sheet('<row r="x"><c><v>1</v></c></row>') }), 'damaged'],
    [
      'a cell far to the right',
      () => aWorkbook({ sheets: sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>') }),
      'too much',
    ],
    [
      'what unpacks to a hundred times its size',
      () => aWorkbook({ sheets: one, more: { 'xl/sharedStrings.xml': Buffer.alloc(60 * 1024 * 1024, ' ') } }),
      'too much',
    ],
    ['entities', () => aWorkbook({ sheets: one, more: { 'xl/sharedStrings.xml': entities } }), 'damaged'],
    ['elements nested without end', () => aWorkbook({ sheets: sheet('<row>'.repeat(100_000)) }), 'damaged'],
    [
      'a sheet that is a file of the computer',
      () => aWorkbook({ sheets: one, more: { 'xl/_rels/workbook.xml.rels': outside } }),
      '',
    ],
  ];
  for (const [name, bytes, why] of cases) {
    test(name, async () => {
      const given = await bytes();
      assert.ok(isWorkbook(given));
      const says = await read(given);
      assert.deepEqual(says, why ? { notRead: why } : { sheets: [{ name: 'Register', csv: '' }] });
    });
  }
});
