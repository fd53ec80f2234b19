import { paths } from '../../paths.js';

/** The field that searches, as it stands here and above the list. */
export const searchField = (reference: string, words: string, hint?: string) => ({
  action: paths.deskSearch({ reference }),
  field: {
    name: 'words',
    label: 'Search answers and files',
    type: 'search',
    value: words,
    hint,
    spellcheck: false,
    autocomplete: 'off',
  },
});
