import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { ArrivedMail } from './mails.store.js';
import { senderOf } from './mailWords.js';

/** The text of a mail, as text: also where it was HTML. */
export const bodyShown = ({ body, bodyCut }: Pick<ArrivedMail, 'body' | 'bodyCut'>) => ({
  text: body,
  none: 'It has no text that can be shown. Open the mail as it came to see what is in it.',
  more: bodyCut ? 'It goes on: open the mail as it came to read the rest.' : undefined,
});

/** Beside what is typed: the text of the mail, and the way to all of it. */
export function mailBeside(reference: string, mail: ArrivedMail) {
  return {
    title: 'The mail',
    about: `From ${senderOf(mail)}${mail.headerAt ? `, ${formatMoment(mail.headerAt)}` : ''}`,
    ...bodyShown(mail),
    link: {
      text: mail.attachments.length > 0 ? 'The mail and its attachments' : 'All of the mail',
      href: paths.deskMail({ reference, mail: mail.id }),
    },
  };
}
