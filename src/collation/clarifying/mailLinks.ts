import { paths } from '../../paths.js';
import type { EnteredMail } from '../../responses/clarifying/clarifications.rules.js';

/** Where SECAS finds the mail from which a reply was entered. */
export const mailLinks =
  (reference: string) =>
  ({ id, file }: EnteredMail) => [
    { text: `The mail as it came (${file})`, href: paths.deskMailFile({ reference, mail: id }) },
    { text: 'What is read in it', href: paths.deskMail({ reference, mail: id }) },
  ];
