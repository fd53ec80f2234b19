import { openForm, type Browser, type Fields } from '../support/browse.js';

/** What the form of a page holds before anything is typed, without the token: each role has its own. */
export const heldBy =
  (browser: Browser, url: string, fields: Fields = {}, form?: string) =>
  async (): Promise<Fields> => {
    const { _csrf: _, ...held } = (await openForm(browser, url, form)).held;
    return { ...held, ...fields };
  };
