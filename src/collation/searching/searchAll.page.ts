import { pagesOf } from '../../consultations/pages.js';
import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import { foundShown, HINT, said, searchAllUrl, type Asked } from './search.page.js';
import type { AllFound } from './search.store.js';
import { searchAllField } from './searchField.js';

export const CONSULTATIONS_PER_PAGE = 10;
export const FOUND_OF_EACH = 3;

/** The search of all consultations. @param result undefined: nothing was asked, or nothing that says anything */
export function searchAllPage(asked: Asked, result: AllFound | undefined) {
  const { words, page } = asked;
  const pages =
    result &&
    pagesOf(
      page,
      Math.ceil(result.consultations / CONSULTATIONS_PER_PAGE),
      (number) => `${searchAllUrl(words)}&page=${number}`,
    );
  return {
    title: words ? `“${words}” in all consultations` : 'Search all consultations',
    breadcrumbs: [{ text: 'Desk', href: paths.desk() }, { text: 'Search' }],
    heading: { text: 'Search all consultations' },
    search: searchAllField(words, HINT),
    said: said(asked, result),
    unread: 'Files that could not be read are named where one consultation is searched.',
    consultations:
      result?.found.map(({ consultation: { reference, title }, submissions, places, found }) => ({
        title,
        reference,
        said: `In ${counted(submissions, 'response')}, in ${counted(places, 'answer, file or clarification', 'answers, files and clarifications')}.`,
        href: `${paths.deskSearch({ reference })}?${new URLSearchParams({ words }).toString()}`,
        link: submissions > found.length ? `See all ${submissions}` : 'Search only here',
        found: found.map((one) => foundShown(reference, one, words)),
      })) ?? [],
    pagination: pages && { ...pages, label: 'Pages of consultations' },
  };
}
