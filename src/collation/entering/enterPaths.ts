import { paths } from '../../paths.js';

/** Choosing an organisation, with the mail that is to be entered. */
export const enterPath = (reference: string, mail: string | undefined): string =>
  withMail(paths.deskEnter({ reference }), mail);

export const enterForPath = (
  at: { reference: string; organisation: string },
  mail: string | undefined,
): string => withMail(paths.deskEnterFor(at), mail);

/** Entering a reply to a clarification from a mail. */
export const enterReplyPath = (
  at: { reference: string; submission: string; question: string },
  mail: string | undefined,
): string => withMail(paths.deskEnterReply(at), mail);

const withMail = (path: string, mail: string | undefined): string =>
  mail ? `${path}?${new URLSearchParams({ mail }).toString()}` : path;
