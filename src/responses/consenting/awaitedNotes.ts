import { paths } from '../../paths.js';
import type { AwaitedConsent } from './consenting.store.js';

/** As views/partials/note.ejs takes it: every response of which SECAS asks to lift something, with the way there. */
export const awaitedConsentNotes = (awaited: AwaitedConsent[]) =>
  awaited.map(({ responseId: id, reference, consultation }) => ({
    warning: true,
    title: `SECAS asks you not to keep something confidential any longer, on ${consultation}`,
    text: `It stands in ${reference}. Until somebody who may submit agrees, it stays confidential.`,
    link: { text: 'See what would become readable, and decide', href: paths.consent({ id, reference }) },
  }));
