import { open, rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { brokenWords, verifyAudit } from './audit/verifyAudit.js';
import { compose, type Composition } from './compose.js';
import { readConfig } from './config.js';
import { AppError } from './errors.js';
import { MOST_READ, takeBounce, type Taken } from './notices/bounces/takeBounce.js';
import { addFirstPerson } from './people/addFirstPerson.js';
import { listPeopleForCommand } from './people/people.store.js';
import { newReceiptKey } from './proof/receiptKeys.js';
import { verifyFile } from './proof/verifyFile.js';
import { writeLatestPack } from './reports/pack/writeLatestPack.js';
import { loadSample } from './samples/loadSample.js';

const HELP = `portal COMMAND

  migrate                              bring the database to this release
  sample january-2017 [--as-issued]    load the sample into an empty database; --as-issued keeps the dates of 2017
  people add --name NAME --email ADDRESS [--role secas]
                                       the first SECAS colleague, who invites everybody else
  people                               who may do what
  pack REFERENCE --out FILE [--confidential]
                                       the collated report of a closed consultation, with attachments and hashes
  verify audit                         whether the audit log is as it was written
  verify receipt FILE [--keys FILE] [--roots FILE]
                                       whether a receipt is as it was signed, and leads to one of the roots that the
                                       Panel’s pack has (proof.json); with the portal’s keys, or those of a file
  verify roots FILE [--keys FILE]      whether the roots of a pack are signed, and each holds what the one before held
  verify pack FILE [--keys FILE]       whether a pack is as the portal made it, file by file
  bounce < MAIL                        note what a mail server has sent back: a delivery status notification of a mail
                                       of the portal, as a mail server hands it to a command; anything else changes
                                       nothing
  new-receipt-key                      a key to sign receipts with, as the settings take it

Works beside a running portal. The settings are those of the portal: see docs/operations.md.`;

const { positionals, values } = readArguments();
const [command, argument, file] = positionals;

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean' },
        'as-issued': { type: 'boolean' },
        confidential: { type: 'boolean' },
        name: { type: 'string' },
        email: { type: 'string' },
        role: { type: 'string' },
        out: { type: 'string' },
        keys: { type: 'string' },
        roots: { type: 'string' },
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    process.exit(2);
  }
}

async function run(): Promise<void> {
  if (values.help || !command) return console.log(HELP);
  const action = ACTIONS[command];
  if (!action) throw new Error(`There is no command “${command}”.\n\n${HELP}`);
  if (command === 'new-receipt-key') return console.log(newKeyLines());
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env });
  if (command === 'verify' && (argument === 'receipt' || argument === 'roots' || argument === 'pack')) {
    if (!file) throw new Error(`Say which file: portal verify ${argument} FILE`);
    return console.log(await verifyFile(argument, file, config.receiptKeys.all, values));
  }
  const composition = await compose(config);
  try {
    await action(composition);
  } finally {
    await composition.close();
  }
}

type Action = (composition: Composition) => Promise<void>;

const ACTIONS: Record<string, Action | undefined> = {
  migrate: async () => console.log('The database is as this release needs it.'),

  sample: async ({ deps }) => {
    if (argument !== 'january-2017') throw new Error('The sample is called january-2017.');
    const loaded = await loadSample(deps, values['as-issued'] ? 'as-issued' : 'current');
    if (!loaded)
      throw new Error('The sample goes into an empty database only, and this one holds something.');
    console.log('The sample of January 2017 is loaded.');
  },

  people: async ({ deps }) => {
    if (argument === 'add') {
      const person = await addFirstPerson(deps, {
        name: needed('name'),
        email: needed('email'),
        role: values.role ?? 'secas',
      });
      console.log(`${person.name} <${person.email}> may sign in: ${deps.config.baseUrl}/sign-in`);
      return;
    }
    for (const line of await listPeopleForCommand(deps.db)) console.log(line);
  },

  pack: async ({ deps }) => {
    if (!argument) throw new Error('Say which consultation: portal pack SECMP0016-MRC --out pack.zip');
    const out = needed('out');
    const version = values.confidential ? 'confidential' : 'all';
    const number = await writeWhole(out, (file) => writeLatestPack(deps, argument, version, file));
    console.log(`${out} is written: version ${number}.`);
  },

  bounce: async ({ deps }) => {
    const taken = await takeBounce(deps, await readFirst(MOST_READ), null);
    if ('nothing' in taken) return console.error(`Nothing was changed: ${NOTHING[taken.nothing]}`);
    if (taken.words.length === 0) return console.error('Nothing was changed: it has been noted before.');
    for (const words of taken.words) console.log(words);
  },

  verify: async ({ deps }) => {
    if (argument !== 'audit')
      throw new Error('Say what to verify: audit, receipt FILE, roots FILE or pack FILE.');
    const { seals, entries, unsealed, broken } = await verifyAudit(deps.db);
    console.log(`${entries} entries in ${seals} seals hold; ${unsealed} wait for their seal.`);
    if (broken) throw new Error(brokenWords(broken));
  },
};

/** Each completes "Nothing was changed: …". */
const NOTHING: Record<Extract<Taken, { nothing: string }>['nothing'], string> = {
  'no report': 'this is no delivery status notification that can be read.',
  'not ours': 'it is about no mail that this portal has sent.',
  'no failure': 'it tells neither of a failure nor of a delay.',
};

/** What has that name already stays until all of the new file is there; of one that fails nothing is left. */
async function writeWhole<Result>(name: string, write: (file: Writable) => Promise<Result>): Promise<Result> {
  const part = `${name}.part`;
  const file = await open(part, 'w');
  try {
    const result = await write(file.createWriteStream());
    await rename(part, name);
    return result;
  } catch (error) {
    await file.close();
    await rm(part);
    throw error;
  }
}

/** What lies beyond is read too, and let go: a mail server whose pipe breaks would send the mail on. */
async function readFirst(most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    if (bytes < most) pieces.push(piece.subarray(0, most - bytes));
    bytes += piece.length;
  }
  return Buffer.concat(pieces);
}

function newKeyLines(): string {
  const { current, old } = newReceiptKey(new Date().toISOString().slice(0, 10));
  return [
    `RECEIPT_KEY=${current}`,
    '',
    'Keep it secret, and keep the next line for the day when another takes its place (docs/operations.md):',
    `RECEIPT_OLD_KEYS=${old}`,
  ].join('\n');
}

function needed(option: 'name' | 'email' | 'out'): string {
  const value = values[option];
  if (!value) throw new AppError(422, 'Invalid', `--${option} is missing.\n\n${HELP}`);
  return value;
}

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and tries again, and does not send it back.
  process.exitCode = command === 'bounce' ? 75 : 1;
}
