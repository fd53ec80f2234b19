import { paths } from '../../src/paths.js';
import { and, EVERYBODY, everybody, get, post, type Row } from './rows.js';
import { world } from './world.js';

const quiet = { quiet: true };

/** What is there for everybody: signing in and out, asking for access, and what the machinery asks. */
export const SIGNING_IN: Row[] = [
  get(paths.healthz, EVERYBODY),
  get(paths.readyz, EVERYBODY),
  get(paths.brand, EVERYBODY),
  ...['govuk-frontend.min.js', 'counting.js', 'cleanText.js'].map((name) =>
    get({ pattern: `${paths.assets()}/${name}` }, EVERYBODY),
  ),
  get(paths.signIn, EVERYBODY),
  post(paths.signIn, EVERYBODY, {}, { email: 'nobody@test.example' }, quiet),
  // Only a browser that has asked for a code is shown where to type it.
  get(paths.signInCode, and(EVERYBODY, { stranger: 'sign in' })),
  post(paths.signInCode, everybody(422), {}, { code: 'AAAA-AAAA' }, quiet),
  get(paths.signOut, EVERYBODY),
  post(paths.signOut, EVERYBODY, {}, {}, quiet),
  get(paths.askForAccess, EVERYBODY),
  post(
    paths.askForAccess,
    EVERYBODY,
    {},
    {
      name: 'A Person',
      email: 'person@test.example',
      organisation: 'Their Company',
      message: 'May I?',
    },
  ),
  get(paths.verify, EVERYBODY),
  post(paths.verify, everybody(422), {}, { receipt: '{}' }, quiet),
  get(paths.verifyKeys, EVERYBODY),
  get(paths.verifyKeysFile, EVERYBODY),
  get(paths.mailbox, EVERYBODY),
  get(paths.mailboxMail, EVERYBODY, { id: world.mail }),
];
