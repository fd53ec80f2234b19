import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { tellPublic } from '../../../src/reports/telling/publicVersion.rules.js';

test('of whom the name is withheld nothing is kept that would give it away, as that it was admitted late', () => {
  const told = tellPublic(
    {
      id: '1',
      reference: 'SHY-REFERENCE',
      kind: 'response',
      organisation: 'SHY Energy',
      receivedAt: Temporal.Instant.from('2017-02-08T17:04:00Z'),
      standing: 'late',
      transcription: null,
      confidential: false,
      confidentialReason: '',
      nameConfidential: true,
      nameConfidentialReason: 'SHY',
      digest: 'SHY-DIGEST',
      parties: [{ name: 'SHY Party', category: 'Gas Network' }],
      answers: {},
      files: [],
      comments: { '': { text: 'SHY came late', confidential: false } },
      themes: { view: ['0b5c0e5e-0000-4000-8000-000000000001'] },
      clarifications: {},
      redactions: [],
    },
    3,
  );
  assert.equal(told.name, 'Name withheld 3');
  assert.doesNotMatch(JSON.stringify(told), /SHY|Gas Network|17:04|late/);
});
