import { mailBeside } from '../../collation/mails/mailBeside.js';
import type { ArrivedMail } from '../../collation/mails/mails.store.js';
import { overWord } from '../submissions.rules.js';
import { isFieldOf, sectionsOf, type Question, type Section } from '../../consultations/questions.js';
import type { Instant } from '../../db/connection.js';
import { formatDeadline, formatMoment } from '../../londonTime.js';
import { paths, signInAndGoTo } from '../../paths.js';
import { comparerOfPage } from '../comparing/compare.rules.js';
import { signOffState } from '../approving/approving.rules.js';
import { signOffWords } from '../approving/signOffWords.js';
import type { Looking } from '../awaited.page.js';
import { deadlineBlock, lateNote } from '../deadlineBlock.page.js';
import { discardedNote } from '../discardedNote.page.js';
import type { PostedAnswer } from './answerForm.js';
import { askedIn, onBehalfOf, sectionAfter, sectionProblems } from './draft.rules.js';
import type { Draft, DraftContent } from './drafts.store.js';
import { noteProblem } from './notes.page.js';
import type { NewNote } from './notes.store.js';
import { questionOnPage, questionToRead } from './question.page.js';
import type { StoredAnswer } from './saving.store.js';
import { togetherOnPage } from '../together.page.js';

export interface SectionFacts {
  draft: Draft;
  section: Section;
  content: DraftContent;
  now: Instant;
  viewerId: string;
  /** the mail that SECAS enters it from */
  mail?: ArrivedMail | undefined;
}

export interface AfterSaving {
  /** shown as they were typed: what met a conflict, or all when nothing could be saved */
  typed: PostedAnswer[];
  conflicts: StoredAnswer[];
  /** whether what was typed wrong is said */
  judged: boolean;
  /** the fields from which characters that cannot be stored were left out */
  removed: string[];
  /** notes for colleagues that were typed and not kept */
  notes: NewNote[];
}

const JUST_OPENED: AfterSaving = { typed: [], conflicts: [], judged: false, removed: [], notes: [] };

/** A section of a response: its questions, as they are to be answered; once it is decided, as they were. */
export function sectionPage(facts: SectionFacts, outcome: Partial<AfterSaving> = {}) {
  const after = { ...JUST_OPENED, ...outcome };
  const { draft, section, content, now, viewerId } = facts;
  const readOnly = draft.decided && !draft.enteredBySecas;
  const asked = askedIn(section, draft.questions, content);
  const typed = Object.fromEntries(after.typed.map((answer) => [answer.key, answer]));
  const errors = [
    ...after.conflicts.map((theirs) => conflictError(section, theirs, viewerId)),
    ...after.notes.flatMap((note) => noteError(section, note)),
    ...after.removed.map((field) => removedError(section, field)),
    ...(after.judged ? sectionProblems(section, draft.questions, content) : []),
  ];
  const errorTexts = Object.fromEntries(errors.map(({ field, text }) => [field, text]));
  const next = nextPath(draft, section, content);
  const compare = comparerOfPage();
  const noteOn = ({ key }: Question) => after.notes.find((note) => note.key === key);
  return {
    title: section.title,
    heading: {
      text: section.title,
      caption: `${draft.consultation.reference} · ${partOf(draft, section)}`,
      lead: answeringFor(draft),
    },
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
    note: noteOf(draft, facts, after, readOnly),
    action: paths.section({ id: draft.id, section: section.slug }),
    /** said where saving is told, until it is chosen which of two answers stays */
    undecided: after.conflicts.length > 0 ? 'Not saved yet: choose which answer stays' : undefined,
    /** said of what is saved from the deadline on; when what SECAS enters had arrived is another matter */
    late: draft.enteredBySecas ? undefined : 'The deadline has passed: it is not submitted',
    /** where signing in again leads back here */
    signIn: signInAndGoTo(paths.section({ id: draft.id, section: section.slug })),
    /** whose copies of unsaved text on this computer may come back */
    writer: viewerId,
    together: togetherOnPage(draft, section.slug, now),
    mail: facts.mail && mailBeside(draft.consultation.reference, facts.mail),
    toRead: readOnly
      ? section.questions.map((question) =>
          questionToRead(question, typed[question.key], content, noteOn(question)),
        )
      : undefined,
    questions: readOnly
      ? []
      : section.questions.map((question) =>
          questionOnPage(question, typed[question.key], {
            draft,
            content,
            viewerId,
            asked: asked.includes(question),
            errors: errorTexts,
            theirs: after.conflicts.find(({ key }) => key === question.key),
            compare,
            note: noteOn(question),
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

/** `Answering for Northmoor Supply Ltd and 3 others`: there may be several responses under way. */
function answeringFor(draft: Draft): string | undefined {
  const [first, ...others] = onBehalfOf(draft);
  if (!first) return undefined;
  const rest =
    others.length > 1 ? ` and ${others.length} others` : others.map((name) => ` and ${name}`).join('');
  return `${draft.enteredBySecas ? 'Entering what was answered' : 'Answering'} for ${first}${rest}`;
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

function noteOf(draft: Draft, { now, viewerId }: Looking, after: AfterSaving, readOnly: boolean) {
  if (readOnly && after.typed.length + after.notes.length > 0) {
    return {
      warning: true,
      title: `This was not saved: the consultation has been ${overWord(draft)}`,
      text: `It closed at ${formatDeadline(draft.closesAt)}. What you typed is shown below so that you can copy it.`,
    };
  }
  if (readOnly)
    return {
      text: `This consultation has been ${overWord(draft)}, so the draft can be read but not changed.`,
    };
  if (after.judged) {
    return {
      text: 'What you typed is saved. You can put this right now, or continue and do it before you submit.',
    };
  }
  return draft.discarded
    ? discardedNote(draft.discarded)
    : (lateNote(draft, now)[0] ?? approvedNote(draft, viewerId));
}

/** Said before a change voids an approval, not after. */
function approvedNote({ signOff, version, submittedVersion }: Draft, viewerId: string) {
  if (!signOff || version === submittedVersion || signOffState(signOff, version) !== 'approved')
    return undefined;
  const text = `${signOffWords(signOff, version, viewerId)} as it stands. Any change voids the approval.`;
  return { text };
}

const conflictError = (section: Section, { key, savedBy, savedAt }: StoredAnswer, viewerId: string) => ({
  field: `${key}-keep`,
  text: `${savedBy.id === viewerId ? 'You saved another answer here in another window' : `${savedBy.name} saved another answer here`} at ${formatMoment(savedAt)}. Choose which should stay`,
  question: section.questions.find((one) => one.key === key),
});

function noteError(section: Section, note: NewNote) {
  const text = noteProblem(note);
  const question = section.questions.find((one) => one.key === note.key);
  return text ? [{ field: `${note.key}-note`, text, question }] : [];
}

const removedError = (section: Section, field: string) => ({
  field,
  text: 'Characters that cannot be stored, such as control characters, were left out: check the text',
  question: section.questions.find((question) => isFieldOf(question, field)),
});

/** The beginning of a long question, to tell it from the others. */
function shortened(ask: string): string {
  if (ask.length <= 70) return ask.replace(/[?.:]$/, '');
  return `${ask.slice(0, 60).replace(/\s\S*$/, '')} …`;
}
