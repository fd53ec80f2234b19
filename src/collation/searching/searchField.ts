import { paths } from '../../paths.js';

/** The field that searches one consultation, as it stands there and above the list of responses. */
export const searchField = (reference: string, words: string, hint?: string) =>
  field(paths.deskSearch({ reference }), 'Search answers and files', words, hint);

/** The field that searches all consultations, as it stands there and on the desk. */
export const searchAllField = (words: string, hint?: string) =>
  field(paths.deskSearchAll(), 'Search the answers and files of all consultations', words, hint);

const field = (action: string, label: string, words: string, hint?: string) => ({
  action,
  field: { name: 'words', label, type: 'search', value: words, hint, spellcheck: false, autocomplete: 'off' },
});
