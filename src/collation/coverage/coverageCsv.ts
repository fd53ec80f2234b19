import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { coverageOf } from './coverage.rules.js';
import type { CoveredParty } from './coverage.store.js';
import { stateNote } from './coverage.page.js';

const HEADINGS = [
  'Party',
  'Register number',
  'Category',
  'Organisation',
  'State',
  'Note',
  'Receipt',
  'Received (UTC)',
  'To tell',
  'Addresses',
];

/** Writes where each eligible Party stands, and whom to write to: UTF-8 with a byte order mark, no formulas. */
export async function writeCoverageCsv(parties: CoveredParty[], out: Writable): Promise<void> {
  const rows = parties.map((party) => [
    party.name,
    party.registerId,
    party.category,
    party.movedTo ?? party.organisation.name,
    coverageOf(party),
    [stateNote(party), party.decline?.note].filter(Boolean).join('; '),
    party.submission?.reference ?? '',
    party.submission?.receivedAt.toString() ?? '',
    party.tell.join('; '),
    party.addresses.join('; '),
  ]);
  const csv = stringify({ bom: true, escape_formulas: true, record_delimiter: 'windows' });
  await pipeline(Readable.from([HEADINGS, ...rows]), csv, out);
}
