import { formatDay } from '../londonTime.js';
import type { Unreached } from '../notices/bounces/bounces.store.js';
import { paths } from '../paths.js';

const whatHappened = ({ bounced, at }: Unreached): string =>
  `${bounced ? 'bounced on' : 'could not be delivered since'} ${formatDay(at)}`;

/** In the width of a column; undefined: nothing is known of the kind. */
export const unreachedLine = (unreached: Unreached | undefined): string | undefined =>
  unreached && `Mail ${whatHappened(unreached)}`;

/** What happened and what to do about it, as views/partials/note. */
export const unreachedNote = (id: string, unreached: Unreached | undefined) =>
  unreached && {
    warning: true,
    title: `Mail to this address ${whatHappened(unreached)}`,
    paragraphs: [
      unreached.said && `The mail server said: ${unreached.said}`,
      'Check the address, with the person or a colleague by telephone. Until it is right, invitations, codes, reminders and receipts may not arrive.',
    ],
    link: { text: 'Change the address', href: paths.deskEditPerson({ id }) },
  };
