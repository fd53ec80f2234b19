import { paths } from '../../paths.js';
import type { Unconfirmed } from './confirming.store.js';

/** As views/partials/note.ejs takes it: everything that SECAS typed and asked to confirm, with the way there. */
export const unconfirmedNotes = (unconfirmed: Unconfirmed[]) =>
  unconfirmed.map(({ responseId: id, reference, consultation }) => ({
    warning: true,
    title: `Is your response on ${consultation} as you sent it?`,
    text: `SECAS typed it: ${reference}. Until somebody who may submit confirms it, the report says that it is not confirmed.`,
    link: { text: 'Compare it with what came', href: paths.confirmEntered({ id, reference }) },
  }));
