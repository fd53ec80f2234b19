import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCategory } from '../../src/parties/category.rules.js';
import { readRegister } from '../../src/parties/readRegister.js';
import {
  countChanges,
  planRegister,
  type Registered,
  type RegisterRow,
} from '../../src/parties/register.rules.js';

const HEADER = 'party_id,name,category,organisation,acceded_on,left_on,how_left';

const CATEGORIES: [string, object][] = [
  ['Large Supplier', { category: 'Large Supplier' }],
  ['  large   SUPPLIER ', { category: 'Large Supplier' }],
  ['DCC', { category: 'DCC' }],
  ['Large Suplier', { problem: '“Large Suplier” is not a category. Perhaps it is “Large Supplier”' }],
  [
    'Electricity Networks',
    { problem: '“Electricity Networks” is not a category. Perhaps it is “Electricity Network”' },
  ],
  ['Gas Netwrok', { problem: '“Gas Netwrok” is not a category. Perhaps it is “Gas Network”' }],
  [
    'Bank',
    {
      problem:
        '“Bank” is not a category. The categories are Large Supplier, Small Supplier, Electricity Network, Gas Network, Other SEC Party and DCC',
    },
  ],
];

for (const [typed, read] of CATEGORIES) {
  test(`the category “${typed}”`, () => assert.deepEqual(readCategory(typed), read));
}

const BAD_ROWS: [string, string, RegExp][] = [
  ['an unknown category', 'P1,One,Large Suplier,Group,,,', /Perhaps it is “Large Supplier”/],
  ['no id', ',One,Large Supplier,Group,,,', /Give the Party’s id/],
  ['an id that is none', '=1+1,One,Large Supplier,Group,,,', /is not an id/],
  ['no name', 'P1,,Large Supplier,Group,,,', /Enter the Party’s name/],
  ['no organisation', 'P1,One,Large Supplier,,,,', /Enter the organisation/],
  [
    'a day that does not exist',
    'P1,One,Large Supplier,Group,2017-02-30,,',
    /“2017-02-30” in acceded_on is not a date/,
  ],
  ['a date with two figures for the year', 'P1,One,Large Supplier,Group,14/02/17,,', /is not a date/],
  ['a date with month before day', 'P1,One,Large Supplier,Group,02/14/2017,,', /is not a date/],
  ['how it left without when', 'P1,One,Large Supplier,Group,,,expelled', /how it left, but not when/],
  [
    'an unquoted comma',
    'P1,One, Two and Co,Large Supplier,Group,,,',
    /put a name with a comma in quotation marks/,
  ],
  ['a control character', 'P1,One\u0007,Large Supplier,Group,,,', /characters that cannot be shown/],
  ['a NUL', 'P1,One\u0000,Large Supplier,Group,,,', /characters that cannot be shown/],
  ['a mark that turns the reading direction', 'P1,One\u202e,Large Supplier,Group,,,', /cannot be shown/],
  ['a very long name', `P1,${'x'.repeat(201)},Large Supplier,Group,,,`, /200 characters/],
];

for (const [what, row, problem] of BAD_ROWS) {
  test(`a row with ${what} is named by its line`, async () => {
    const { rows, problems } = await readRegister(`${HEADER}\nP0,Fine,DCC,Group,,,\n${row}\n`);
    assert.deepEqual(
      rows.map((one) => one.registerId),
      ['P0'],
    );
    assert.equal(problems.length, 1);
    assert.equal(problems[0]!.line, 3);
    assert.match(problems[0]!.text, problem);
  });
}

test('an id that is there twice names the first line; a row may have several problems', async () => {
  const { problems } = await readRegister(`${HEADER}\nP1,One,DCC,Group,,,\nP1,Two,Bank,,,,\n`);
  assert.deepEqual(
    problems.map(({ line }) => line),
    [3],
  );
  assert.match(problems[0]!.text, /The id P1 is on line 2 already.*not a category.*Enter the organisation/);
});

const WHOLE_FILES: [string, string, RegExp][] = [
  ['nothing', '', /The file is empty/],
  ['only the header', HEADER, /There are no Parties/],
  ['a missing column', 'party_id,name,category\nP1,One,DCC', /These columns are missing: organisation/],
  [
    'a misspelt column',
    `${HEADER.replace('left_on', 'leaving')}\nP1,One,DCC,Group,,,`,
    /There is no column “leaving”/,
  ],
  ['a column twice', 'party_id,name,name,category,organisation\n', /“name” is there twice/],
  ['a quotation mark that never ends', `${HEADER}\nP1,"One,DCC,Group,,,\n`, /cannot be read as CSV/],
  ['no CSV at all', '%PDF-1.4\n%âãÏÓ\n', /There is no column/],
];

for (const [what, text, problem] of WHOLE_FILES) {
  test(`a file with ${what}`, async () => {
    const { rows, problems } = await readRegister(text);
    assert.deepEqual(rows, []);
    assert.match(problems[0]!.text, problem);
  });
}

const ONE = {
  line: 2,
  registerId: 'P1',
  name: 'Wales & West, Utilities',
  category: 'Gas Network',
  organisation: 'Group',
  accededOn: '2014-02-03',
  leftOn: null,
  howLeft: null,
};

const SPELLINGS: [string, string][] = [
  ['commas', `${HEADER}\nP1,"Wales & West, Utilities",Gas Network,Group,2014-02-03,,`],
  [
    'a BOM and CRLF',
    `\ufeff${HEADER}\r\nP1,"Wales & West, Utilities",Gas Network,Group,2014-02-03,,\r\n\r\n`,
  ],
  [
    'semicolons',
    `${HEADER.replaceAll(',', ';')}\nP1;Wales & West, Utilities;Gas Network;Group;03/02/2014;;\n`,
  ],
  [
    'tabs',
    `${HEADER.replaceAll(',', '\t')}\nP1\tWales & West, Utilities\tgas network\tGroup\t3/2/2014\t\t\n`,
  ],
  [
    'another order and capitals',
    `Organisation,Party ID,Name,CATEGORY,Left on,Acceded on\nGroup,P1,"Wales & West,  Utilities",Gas Network,,2014-02-03`,
  ],
  [
    'empty lines and short rows',
    `${HEADER}\n\n,,,,,,\nP1,"Wales & West, Utilities",Gas Network,Group,2014-02-03\n`,
  ],
];

for (const [what, text] of SPELLINGS) {
  test(`a file with ${what} is read`, async () => {
    const { rows, problems } = await readRegister(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      rows.map((row) => ({ ...row, line: 2 })),
      [ONE],
    );
  });
}

test('names that look like formulas are names', async () => {
  const { rows, problems } = await readRegister(
    `${HEADER}\nP1,"=HYPERLINK(""http://x"",""y"")",DCC,@group,,,\nP2,-1+1,DCC,+x,,,\n`,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    rows.map(({ name, organisation }) => [name, organisation]),
    [
      ['=HYPERLINK("http://x","y")', '@group'],
      ['-1+1', '+x'],
    ],
  );
});

const before: Registered = {
  registerId: 'P1',
  name: 'One Limited',
  category: 'Small Supplier',
  organisation: 'Group',
  accededOn: '2014-02-03',
  leftOn: null,
  howLeft: null,
};
const row: RegisterRow = { ...before, line: 2 };

const CHANGES: [string, Partial<RegisterRow>, Partial<Registered>, object[]][] = [
  ['nothing', {}, {}, []],
  ['nothing, the organisation in other capitals', { organisation: 'GROUP ' }, {}, []],
  [
    'nothing, what is not said',
    { accededOn: null, leftOn: undefined },
    { leftOn: '2016-01-01', howLeft: 'expelled' },
    [],
  ],
  ['a name', { name: 'One plc' }, {}, [{ kind: 'renamed', from: 'One Limited', to: 'One plc' }]],
  [
    'a category',
    { category: 'Large Supplier' },
    {},
    [{ kind: 'category', from: 'Small Supplier', to: 'Large Supplier' }],
  ],
  ['an organisation', { organisation: 'Other' }, {}, [{ kind: 'organisation', from: 'Group', to: 'Other' }]],
  [
    'that it left',
    { leftOn: '2017-01-09', howLeft: 'expelled' },
    {},
    [{ kind: 'left', on: '2017-01-09', how: 'expelled' }],
  ],
  ['that it is back', { leftOn: null }, { leftOn: '2016-01-01' }, [{ kind: 'back', from: '2016-01-01' }]],
  [
    'its accession',
    { accededOn: '2014-02-04' },
    {},
    [{ kind: 'acceded', from: '2014-02-03', to: '2014-02-04' }],
  ],
];

for (const [what, given, known, changes] of CHANGES) {
  test(`the plan finds that a row changes ${what}`, () => {
    const plan = planRegister([{ ...row, ...given }], [{ ...before, ...known }], ['Group'], '2017-01-30');
    assert.deepEqual(plan.parties[0]!.changes, changes);
  });
}

test('leaving before acceding is a problem, also when the file does not say when it acceded', () => {
  const plan = planRegister(
    [{ ...row, accededOn: null, leftOn: '2014-01-01' }],
    [before],
    ['Group'],
    '2017-01-30',
  );
  assert.deepEqual(plan.problems, [
    { line: 2, text: 'It left on 2014-01-01, before it acceded on 2014-02-03' },
  ]);
});

test('Parties that the file does not name are told, those that left aside; new organisations once', () => {
  const others = ['P2', 'P3'].map((registerId) => ({ ...before, registerId }));
  const left = { ...before, registerId: 'P4', leftOn: '2017-01-30' };
  const rows = [
    { ...row, registerId: 'P5', organisation: 'New Group' },
    { ...row, registerId: 'P6', organisation: 'new  group' },
    row,
  ];
  const plan = planRegister(rows, [before, ...others, left], ['Group'], '2017-01-30');
  assert.deepEqual(
    plan.missing.map(({ registerId }) => registerId),
    ['P2', 'P3'],
  );
  assert.deepEqual(plan.newOrganisations, ['New Group']);
  const counts = countChanges(plan);
  assert.deepEqual([counts.new, counts.unchanged, counts.missing], [2, 1, 2]);
});
