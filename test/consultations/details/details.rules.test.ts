import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import {
  changedFields,
  detailsProblems,
  type Details,
} from '../../../src/consultations/details/details.rules.js';

const at = (text: string) => Temporal.Instant.from(text);

const entered: Details = {
  reference: 'SECMP0026-MRC',
  title: 'Changes to the Security Sub-Committee',
  kind: 'modification-report',
  issuedBy: 'SEC Panel',
  modification: null,
  summary: '',
  howToRespond: '',
  audience: ['Large Supplier'],
  opensAt: at('2017-01-18T09:00:00Z'),
  closesAt: at('2017-02-08T17:00:00Z'),
};

describe('what is wrong with the details, by the field where it is mended', () => {
  const cases: { name: string; but: Partial<Details>; fields: string[] }[] = [
    { name: 'nothing', but: {}, fields: [] },
    { name: 'no dates yet', but: { opensAt: null, closesAt: null }, fields: [] },
    { name: 'an opening without a deadline', but: { closesAt: null }, fields: [] },
    { name: 'no title', but: { title: ' ' }, fields: ['title'] },
    { name: 'no reference', but: { reference: '' }, fields: ['reference'] },
    { name: 'a reference that cannot stand in an address', but: { reference: 'A/B' }, fields: ['reference'] },
    { name: 'the word of the portal’s own address', but: { reference: 'new' }, fields: ['reference'] },
    { name: 'no issuer', but: { issuedBy: '' }, fields: ['issuedBy'] },
    { name: 'nobody asked', but: { audience: [] }, fields: ['audience'] },
    { name: 'a sixth category', but: { audience: ['Large Supplier', 'DCC'] }, fields: ['audience'] },
    { name: 'a deadline at the opening', but: { closesAt: entered.opensAt }, fields: ['closes'] },
    {
      name: 'everything at once',
      but: { title: '', reference: '', issuedBy: '', audience: [] },
      fields: ['reference', 'title', 'issuedBy', 'audience'],
    },
  ];
  for (const { name, but, fields } of cases) {
    test(name, () => {
      const problems = detailsProblems({ ...entered, ...but });
      assert.deepEqual(
        problems.map(({ field }) => field),
        fields,
      );
      for (const { text } of problems) assert.match(text, /^(Enter|Choose|The deadline must)/);
    });
  }
});

test('the record of an edit names the fields that differ, and no others', () => {
  const edited: Details = {
    ...entered,
    title: 'Another title',
    audience: ['Large Supplier', 'Gas Network'],
    opensAt: at('2017-01-18T09:00:00Z'),
    closesAt: at('2017-02-08T17:00:00.001Z'),
  };
  assert.deepEqual(changedFields(entered, edited), ['title', 'audience', 'closesAt']);
  assert.deepEqual(changedFields(entered, { ...entered }), []);
});
