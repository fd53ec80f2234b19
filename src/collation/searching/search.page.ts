import type { Consultation } from '../../consultations/consultations.store.js';
import { pagesOf } from '../../consultations/pages.js';
import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import { placeOf } from '../place.js';
import { MARK } from './parts.js';
import { searchField } from './searchField.js';
import type { Found, FoundPage, FoundPlace, NotSearched, listNotSearched } from './search.store.js';

export const FOUND_PER_PAGE = 20;
export const UNREAD_SHOWN = 100;

export const HINT =
  'Words in any of their forms, all in one answer, reply or question of yours, or near each other in one file. "In quotation marks" for a phrase, or between words for either, -word for without, tarif* for how a word begins.';

/** What SECAS looked for in the submissions of one consultation. */
export interface Asked {
  words: string;
  page: number;
}

/** The search of one consultation. @param result undefined: nothing was asked, or nothing that says anything */
export function searchPage(
  consultation: Consultation,
  asked: Asked,
  result: FoundPage | undefined,
  unread: Awaited<ReturnType<typeof listNotSearched>>,
) {
  const { reference } = consultation;
  return {
    ...placeOf(consultation, 'responses', 'Search'),
    title: asked.words ? `“${asked.words}” in ${reference}` : `Search the responses to ${reference}`,
    heading: { text: 'Search the responses', caption: `${reference} · ${consultation.title}` },
    search: searchField(reference, asked.words, HINT),
    everywhere: asked.words
      ? { text: 'Search all consultations for it', href: searchAllUrl(asked.words) }
      : undefined,
    said: said(asked, result),
    found: result?.found.map((one) => foundShown(reference, one, asked.words)) ?? [],
    pagination: result && pagination(reference, asked, result.submissions),
    unread: unreadShown(reference, unread),
  };
}

/** What came of it, in a sentence; undefined: nothing was asked. */
export function said(
  { words }: Asked,
  result: Pick<FoundPage, 'submissions' | 'places'> | undefined,
): string | undefined {
  if (!words) return undefined;
  if (!result)
    return `“${words}” holds no word that is searched for: words like “the” or “and” are in everything.`;
  if (result.submissions === 0) return `Nothing was found for “${words}”.`;
  return `“${words}” stands in ${counted(result.submissions, 'response')}, in ${counted(result.places, 'answer, file or clarification', 'answers, files and clarifications')}.`;
}

/** A submission in which something was found; its links lead to the words, marked. */
export function foundShown(reference: string, one: Found, words: string) {
  const marked = `${paths.deskSubmission({ reference, submission: one.id })}?${new URLSearchParams({ q: words }).toString()}`;
  const { organisation, places, shown, held, confidential, nameConfidential } = one;
  const more = places - shown.length;
  return {
    title: organisation,
    reference: one.reference,
    href: marked,
    tags: [
      ...(held ? [{ text: 'Late, to decide', tone: 'warn' }] : []),
      ...(confidential ? [{ text: 'The whole is confidential', tone: 'warn' }] : []),
      ...(nameConfidential ? [{ text: 'The name is confidential', tone: 'warn' }] : []),
    ],
    places: shown.map((place) => ({
      ...placeShown(marked, place),
      ...(place.thread && {
        kind: 'Clarification',
        href: paths.deskClarification({ reference, submission: one.id, question: place.question }),
      }),
    })),
    more: more > 0 ? `And in ${counted(more, 'more place')}.` : undefined,
  };
}

const placeShown = (reading: string, place: FoundPlace) => ({
  text: place.file?.name ?? place.ask ?? place.question,
  kind: place.file ? 'File' : undefined,
  href: `${reading}#answer-${place.question}`,
  confidential: place.confidential,
  words: marked(place.words),
});

const answerUrl = (reference: string, submission: string, question: string): string =>
  `${paths.deskSubmission({ reference, submission })}#answer-${question}`;

/** A text with marks in it as pieces, of which some are hits: the view escapes each. */
export function marked(words: string): { text: string; hit: boolean }[] {
  return words
    .replaceAll(MARK.gap, ' … ')
    .split(MARK.from)
    .flatMap((piece, index) => {
      if (index === 0) return [{ text: piece, hit: false }];
      const [hit = '', rest = ''] = piece.split(MARK.to);
      return [
        { text: hit, hit: true },
        { text: rest, hit: false },
      ];
    })
    .filter(({ text }) => text !== '');
}

export const searchAllUrl = (words: string): string =>
  `${paths.deskSearchAll()}?${new URLSearchParams({ words }).toString()}`;

function pagination(reference: string, { words, page }: Asked, submissions: number) {
  const address = (number: number) =>
    `${paths.deskSearch({ reference })}?${new URLSearchParams({ words, page: String(number) }).toString()}`;
  const pages = pagesOf(page, Math.ceil(submissions / FOUND_PER_PAGE), address);
  return pages && { ...pages, label: 'Pages of what was found' };
}

const WHY: Record<Exclude<NotSearched['why'], null | 'begun'>, string> = {
  'no text': 'could not be read: there is no text in it, perhaps it was scanned from paper',
  protected: 'could not be read: it is protected by a password',
  damaged: 'could not be read: it is damaged',
  'too much': 'could not be read: it is too large, or takes too long',
  'other type': 'is not searched: only PDF, Word (.docx), Excel (.xlsx) and text are',
  waiting: 'waits for its virus scan',
  infected: 'is not read: a virus was found in it',
};

/** What the search does not know of, said wherever it is used: nobody should take silence for an answer. */
function unreadShown(
  reference: string,
  { answers, count, files }: Awaited<ReturnType<typeof listNotSearched>>,
) {
  return {
    waiting:
      answers > 0
        ? `${counted(answers, 'response is', 'responses are')} not searched yet: that takes seconds.`
        : undefined,
    files:
      count > 0
        ? {
            summary: `${counted(count, 'file is', 'files are')} not searched`,
            list: files.map(({ submission, organisation, question, name, why }) => ({
              text: name,
              href: answerUrl(reference, submission, question),
              said: `of ${organisation} ${why === null || why === 'begun' ? 'is being read' : WHY[why]}`,
            })),
            more:
              count > files.length
                ? `And ${counted(count - files.length, 'more file', 'more files')}.`
                : undefined,
          }
        : undefined,
  };
}
