import type { Question } from '../../consultations/questions.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { compareTexts } from '../comparing/compare.rules.js';
import { saidText } from '../comparing/saidText.js';
import type { Draft } from './drafts.store.js';
import { lastOfEachSitting } from './versions.rules.js';
import type { AnswerVersion } from './versions.store.js';

export interface VersionsShown {
  draft: Draft;
  question: Question;
  /** where the question is answered */
  section: string;
  versions: AnswerVersion[];
  viewerId: string;
  /** every save, not only the last of each sitting */
  every: boolean;
  /** why it is shown again */
  conflict?: string;
}

/** What an answer said before, by whom and when, with what each changed; any of them can be put back. */
export function versionsPage(shown: VersionsShown) {
  const { draft, question, section, versions, every } = shown;
  const place = { id: draft.id, question: question.key };
  const worth = every ? versions : lastOfEachSitting(versions);
  const left = versions.length - worth.length;
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
    versions: worth.map((one, index) => versionOnPage(one, worth[index + 1], index === 0, shown)),
    empty: 'Nothing has been saved for this question yet.',
    every:
      left > 0
        ? { text: `Show every save (${versions.length})`, href: `${paths.answerVersions(place)}?every=yes` }
        : undefined,
    action: paths.answerVersions(place),
    current: versions[0]?.version ?? 0,
    mayChange: !draft.decided || draft.enteredBySecas,
    back: { text: 'Back to the question', href: `${section}#${question.key}` },
  };
}

function versionOnPage(
  one: AnswerVersion,
  before: AnswerVersion | undefined,
  isCurrent: boolean,
  { question, viewerId }: VersionsShown,
) {
  const text = saidText(question, one);
  const who = one.savedBy.id === viewerId ? 'You' : one.savedBy.name;
  return {
    title: isCurrent ? 'As it is now' : formatMoment(one.savedAt),
    by: isCurrent ? `${who}, ${formatMoment(one.savedAt)}` : who,
    pieces: before ? compareTexts(saidText(question, before), text) : compareTexts(text, text),
    nothing: text === '' && !before ? 'Nothing' : undefined,
    putBack: isCurrent ? undefined : one.version,
  };
}
