import type { Problem } from '../errors.js';
import { paths } from '../paths.js';
import { CODE_MINUTES } from './signIn.rules.js';
import type { Viewer } from './viewer.js';

const summaryOf = (problems: Problem[]) => problems.map(({ field, text }) => ({ text, href: `#${field}` }));

/** Asks for the e-mail address. */
export function signInPage(form: {
  viewer: Viewer;
  email?: string;
  next: string | undefined;
  problems?: Problem[];
}) {
  const problems = form.problems ?? [];
  const over = form.viewer.staffSessionOver && form.viewer.person;
  return {
    title: over ? 'Sign in again' : 'Sign in',
    errors: summaryOf(problems),
    note: over && {
      title: 'You have been signed in for 12 hours',
      text: 'That is as long as a session of SECAS or the Panel lasts. Sign in again to go on; nothing that you saved is lost.',
    },
    action: paths.signIn(),
    next: form.next,
    email: {
      name: 'email',
      label: 'E-mail address',
      hint: 'We will send you a code to sign in with. There is no password.',
      type: 'email',
      autocomplete: 'email',
      spellcheck: false,
      value: form.email ?? (over ? over.email : ''),
      error: problems.find((problem) => problem.field === 'email')?.text,
    },
    askForAccess: paths.askForAccess(),
  };
}

/** Asks for the code. It says the same whether or not the address is somebody's. */
export function codePage(form: {
  email: string;
  next: string | undefined;
  contact: string;
  problems?: Problem[];
}) {
  const problems = form.problems ?? [];
  return {
    title: 'Enter your code',
    errors: summaryOf(problems),
    lead: `If ${form.email} is known to us, a code is on its way to it. It arrives within a minute.`,
    action: paths.signInCode(),
    next: form.next,
    code: {
      name: 'code',
      label: 'Code',
      hint: 'Eight letters and digits, such as ABCD-EFGH. Capital letters and the dash do not matter.',
      autocomplete: 'one-time-code',
      spellcheck: false,
      width: 10,
      error: problems.find((problem) => problem.field === 'code')?.text,
    },
    again: { action: paths.signIn(), email: form.email },
    help: {
      summary: 'I have no code',
      list: [
        'Look in the folder for junk mail, and whether the address above is right.',
        `A code works once, within ${CODE_MINUTES} minutes. If you asked more than once, any of the latest works.`,
        `SECAS can read a code out to you by telephone. Contact ${form.contact}, and keep this page open.`,
      ],
    },
    signIn: paths.signIn(),
    askForAccess: paths.askForAccess(),
  };
}
