import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { CSV } from '../../csv.js';
import type { Reminder } from '../chasing/reminders.store.js';
import { byParty, lastSent } from '../chasing/sentReminders.js';
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
  'Last sent',
  'How it fared',
];

/** Writes where each eligible Party stands, whom to write to and what was sent last: UTF-8 with a byte order mark, no formulas. */
export async function writeCoverageCsv(
  parties: CoveredParty[],
  reminders: Reminder[],
  out: Writable,
): Promise<void> {
  const sent = byParty(reminders);
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
    ...lastSentOf(sent.get(party.id) ?? []),
  ]);
  const csv = stringify(CSV);
  await pipeline(Readable.from([HEADINGS, ...rows]), csv, out);
}

/** As it stands on the Party's line. */
function lastSentOf(reminders: Reminder[]): string[] {
  const last = lastSent(reminders);
  return [last?.text ?? '', last?.note ?? ''];
}
