import { pagesOf } from '../../consultations/pages.js';
import type { Question } from '../../consultations/questions.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { comparerOfPage } from '../comparing/compare.rules.js';
import { saidText } from '../comparing/saidText.js';
import type { Draft } from './drafts.store.js';
import type { AnswerVersion } from './versions.store.js';

/** Each may be 200,000 characters long. */
export const VERSIONS_PER_PAGE = 10;

export interface VersionsShown {
  draft: Draft;
  question: Question;
  /** where the question is answered */
  section: string;
  /** how often it was saved */
  saves: number;
  /** the version that stands */
  current: number;
  /** every save is listed, not only the last of each sitting */
  every: boolean;
  /** how many are listed on all pages */
  worth: number;
  page: number;
  /** those of this page, the newest first, and the one before */
  versions: AnswerVersion[];
  viewerId: string;
  /** why it is shown again */
  conflict?: string;
}

/** What an answer said before, by whom and when, with what each changed; any of them can be put back. */
export function versionsPage(shown: VersionsShown) {
  const { draft, question, section, versions, every, current } = shown;
  const here = paths.answerVersions({ id: draft.id, question: question.key });
  const compare = comparerOfPage();
  const address = (page: number) => `${here}?${every ? 'every=yes&' : ''}page=${page}`;
  const pagination = pagesOf(shown.page, Math.ceil(shown.worth / VERSIONS_PER_PAGE), address);
  return {
    title: 'Earlier versions of an answer',
    heading: { text: question.ask, caption: 'Earlier versions of an answer' },
    breadcrumbs: [
      ...(draft.enteredBySecas ? [] : [{ text: 'Your responses', href: paths.responses() }]),
      { text: draft.consultation.reference, href: paths.response({ id: draft.id }) },
      { text: 'Earlier versions' },
    ],
    errors: shown.conflict ? [{ text: shown.conflict }] : [],
    lead: 'Nothing that was saved is lost. Compared with the version below it, what is underlined was added and what is struck through was removed.',
    versions: versions
      .slice(0, VERSIONS_PER_PAGE)
      .map((one, index) => versionOnPage(one, versions[index + 1], compare, shown)),
    pagination: pagination && { ...pagination, label: 'Pages of versions' },
    empty: 'Nothing has been saved for this question yet.',
    every:
      shown.saves > shown.worth
        ? { text: `Show every save (${shown.saves})`, href: `${here}?every=yes` }
        : undefined,
    action: here,
    current,
    mayChange: !draft.decided || draft.enteredBySecas,
    back: { text: 'Back to the question', href: `${section}#${question.key}` },
  };
}

function versionOnPage(
  one: AnswerVersion,
  before: AnswerVersion | undefined,
  compare: ReturnType<typeof comparerOfPage>,
  { question, viewerId, current }: VersionsShown,
) {
  const isCurrent = one.version === current;
  const text = saidText(question, one);
  const who = one.savedBy.id === viewerId ? 'You' : one.savedBy.name;
  return {
    title: isCurrent ? 'As it is now' : formatMoment(one.savedAt),
    by: isCurrent ? `${who}, ${formatMoment(one.savedAt)}` : who,
    pieces: compare(before ? saidText(question, before) : text, text),
    nothing: text === '' && !before ? 'Nothing' : undefined,
    putBack: isCurrent ? undefined : one.version,
  };
}
