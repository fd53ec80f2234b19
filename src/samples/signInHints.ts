import type { Deps } from '../deps.js';
import { paths } from '../paths.js';
import { listDemonstrators } from './samples.store.js';

/** The people whom the sample is shown with, by what each can show. */
export const DEMONSTRATORS = [
  { role: 'a representative, who also manages colleagues', email: 'priya.shah@northmoor.example' },
  { role: 'one whose responses must be approved', email: 'delyth.trevanion@marchland.example' },
  { role: 'the colleague who approves them', email: 'ian.cotterill@marchland.example' },
  { role: 'SECAS', email: 'sam.reid@secas.example' },
  { role: 'a Panel member', email: 'helen.osei@panel.example' },
];

/** How to sign in to the sample, or how to begin without it. Lines for the terminal. */
export async function signInHints(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  address: string,
): Promise<string[]> {
  const known = await listDemonstrators(
    db,
    DEMONSTRATORS.map(({ email }) => email),
  );
  if (known.length === 0) {
    return [
      'Nobody can sign in yet. Add the first SECAS colleague:',
      '  npm run portal -- people add --name NAME --email ADDRESS',
    ];
  }
  const mail = config.mailUrl ? 'comes by mail' : `is at ${address}${paths.mailbox()}`;
  return [
    `Sign in at ${address}${paths.signIn()} with one of these addresses; the code ${mail}:`,
    ...DEMONSTRATORS.filter(({ email }) => known.includes(email)).map(
      ({ role, email }) => `  as ${role.padEnd(46)} ${email}`,
    ),
  ];
}
