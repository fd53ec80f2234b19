import { sectionsOf, type Section } from '../../consultations/questions.js';
import type { Instant } from '../../db/connection.js';
import { formatDeadline } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { deadlineBlock } from '../deadlineBlock.page.js';
import type { PostedAnswer } from './answerForm.js';
import { askedIn, sectionAfter, sectionProblems } from './draft.rules.js';
import type { Draft, DraftContent } from './drafts.store.js';
import { questionOnPage, questionToRead } from './question.page.js';
import type { StoredAnswer } from './saving.store.js';
import { lateNote } from './taskList.page.js';

export interface SectionFacts {
  draft: Draft;
  section: Section;
  content: DraftContent;
  now: Instant;
  viewerId: string;
}

export interface AfterSaving {
  /** shown as they were typed: what met a conflict, or all when nothing could be saved */
  typed: PostedAnswer[];
  conflicts: StoredAnswer[];
  /** whether what was typed wrong is said */
  judged: boolean;
  /** the fields from which characters that cannot be stored were left out */
  removed: string[];
}

const JUST_OPENED: AfterSaving = { typed: [], conflicts: [], judged: false, removed: [] };

/** A section of a response: its questions, as they are to be answered; once it is decided, as they were. */
export function sectionPage(facts: SectionFacts, outcome: Partial<AfterSaving> = {}) {
  const after = { ...JUST_OPENED, ...outcome };
  const { draft, section, content, now, viewerId } = facts;
  const closed = draft.closed && !draft.enteredBySecas;
  const asked = askedIn(section, draft.questions, content);
  const typed = Object.fromEntries(after.typed.map((answer) => [answer.key, answer]));
  const errors = [
    ...after.conflicts.map((theirs) => conflictError(section, theirs)),
    ...after.removed.map((field) => removedError(section, field)),
    ...(after.judged ? sectionProblems(section, draft.questions, content) : []),
  ];
  const errorTexts = Object.fromEntries(errors.map(({ field, text }) => [field, text]));
  const next = nextPath(draft, section, content);
  return {
    title: section.title,
    heading: { text: section.title, caption: `${draft.consultation.reference} · ${partOf(draft, section)}` },
    breadcrumbs: [
      ...(draft.enteredBySecas ? [] : [{ text: 'Your responses', href: paths.responses() }]),
      { text: draft.consultation.reference, href: paths.response({ id: draft.id }) },
      { text: section.title },
    ],
    deadline: deadlineBlock(draft, now),
    errors: errors.map(({ field, text, question }) => ({
      text: section.questions.length > 1 && question ? `${shortened(question.ask)}: ${text}` : text,
      href: `#${field}`,
    })),
    note: noteOf(draft, now, after, closed),
    action: paths.section({ id: draft.id, section: section.slug }),
    toRead: closed
      ? section.questions.map((question) => questionToRead(question, typed[question.key], content))
      : undefined,
    questions: closed
      ? []
      : section.questions.map((question) =>
          questionOnPage(question, typed[question.key], {
            draft,
            content,
            viewerId,
            asked: asked.includes(question),
            errors: errorTexts,
            theirs: after.conflicts.find(({ key }) => key === question.key),
          }),
        ),
    buttons: [
      { text: 'Save and continue', name: 'action', value: 'continue' },
      ...(after.judged ? [{ text: 'Continue anyway', kind: 'link', href: next }] : []),
      { text: 'Save and come back later', kind: 'secondary', name: 'action', value: 'later' },
    ],
    response: paths.response({ id: draft.id }),
  };
}

/** `part 2 of 6` */
function partOf(draft: Draft, section: Section): string {
  const sections = sectionsOf(draft.questions);
  const place = sections.findIndex(({ slug }) => slug === section.slug) + 1;
  return `part ${place} of ${sections.length}`;
}

/** Where "Save and continue" leads. */
export function nextPath(draft: Draft, section: Section, content: DraftContent): string {
  const next = sectionAfter(section, draft.questions, content);
  return next ? paths.section({ id: draft.id, section: next.slug }) : paths.check({ id: draft.id });
}

function noteOf(draft: Draft, now: Instant, after: AfterSaving, closed: boolean) {
  if (closed && after.typed.length > 0) {
    return {
      warning: true,
      title: 'This was not saved: the consultation has been decided',
      text: `It closed at ${formatDeadline(draft.closesAt)}. What you typed is shown below so that you can copy it.`,
    };
  }
  if (closed)
    return { text: 'This consultation has been decided, so the draft can be read but not changed.' };
  if (after.conflicts.length > 0) {
    return {
      warning: true,
      title: 'An answer was changed while you were writing',
      text: 'Nothing was written over. Both answers are below: choose which one stays. The others on this page are saved.',
    };
  }
  if (after.judged) {
    return {
      text: 'What you typed is saved. You can put this right now, or continue and do it before you submit.',
    };
  }
  return lateNote(draft, now);
}

const conflictError = (section: Section, { key }: StoredAnswer) => ({
  field: `${key}-keep`,
  text: 'Choose which answer should stay',
  question: section.questions.find((one) => one.key === key),
});

const removedError = (section: Section, field: string) => ({
  field,
  text: 'Characters that cannot be stored, such as control characters, were left out: check the text',
  question: section.questions.find(({ key }) => field === key || field.startsWith(`${key}-`)),
});

/** The beginning of a long question, to tell it from the others. */
function shortened(ask: string): string {
  if (ask.length <= 70) return ask.replace(/[?.:]$/, '');
  return `${ask.slice(0, 60).replace(/\s\S*$/, '')} …`;
}
