import { randomUUID } from 'node:crypto';
import { closesFor } from '../consultations/consultations.rules.js';
import { isFieldOf, sectionsOf } from '../consultations/questions.js';
import type { Instant } from '../db/connection.js';
import type { Problem } from '../errors.js';
import { formatDeadline, formatExact } from '../londonTime.js';
import { paths } from '../paths.js';
import { approvalOnCheck } from './approving/approving.page.js';
import { approvedBy } from './approving/approving.rules.js';
import { atClosing } from './closing/atClosing.page.js';
import { changedSincePage } from './changedSince.page.js';
import type { ChangedSince } from './comparing/changedSince.store.js';
import { deadlineBlock, lateNote } from './deadlineBlock.page.js';
import { discardedNote } from './discardedNote.page.js';
import { notesStay } from './drafting/notes.page.js';
import { togetherOnPage } from './together.page.js';
import { respondentRows, sectionsShown } from './draftShown.page.js';
import { speaksForItNow } from './spokenFor.js';
import { submittedBefore } from './submittedBefore.page.js';
import { nothingTaken } from './submissions.rules.js';
import type { SubmitFacts } from './submit.store.js';

/** A submit that waits for a consent: sent again under its key with the proof, it counts from when it was first sent. */
export interface SentBefore {
  key: string;
  first: Instant;
  proof: { name: string; value: string };
  /** when the page was made from which it was sent, where it carried that */
  checkedAt?: Instant;
}

export interface CheckOptions {
  now: Instant;
  maySubmit: boolean;
  viewerId: string;
  /** who in the organisation may submit, when the viewer may not */
  colleagues: string[];
  problems: Problem[];
  /** why it is shown again, when it is */
  conflict?: string;
  /** that it has to be confirmed that this response takes over, which was not */
  mustConfirm?: boolean;
  again?: SentBefore;
  /** what changed since it was checked or approved, when that is why it is shown again or cannot be submitted */
  changed?: { title: string; found: ChangedSince };
}

/** The page on which a draft is checked before it is submitted: everything that would be frozen, as it would be. */
export function checkPage(draft: SubmitFacts, options: CheckOptions) {
  const { now, problems, conflict } = options;
  const closesAt = closesFor(draft.closesAt, draft.ownExtension);
  const arrived = draft.enteredBySecas && draft.arrivedAt ? draft.arrivedAt : (options.again?.first ?? now);
  const late = arrived.epochNanoseconds >= closesAt.epochNanoseconds;
  const response = paths.response({ id: draft.responseId });
  const approved = approvedBy(draft.signOff, draft.version, options.viewerId) !== undefined;
  const approval = approvalOnCheck(draft, options.viewerId, problems.length === 0);
  const title = draft.enteredBySecas
    ? `Check the answers of ${draft.organisation.name}`
    : 'Check your answers';
  const bringsBack = draft.discarded !== null && options.again !== undefined;
  const asksToConfirm = options.mustConfirm && draft.taken.length > 0;
  return {
    title,
    heading: {
      text: title,
      caption: `${draft.consultation.reference} · ${draft.consultation.title}`,
    },
    breadcrumbs: [
      draft.enteredBySecas
        ? { text: 'Desk', href: paths.desk() }
        : { text: 'Your responses', href: paths.responses() },
      { text: draft.consultation.reference, href: response },
      { text: 'Check' },
    ],
    deadline: deadlineBlock(draft, now),
    together: draft.decided
      ? undefined
      : togetherOnPage({ ...draft, id: draft.responseId, questions: draft.issue.questions }, '', now),
    errors: [
      ...(conflict
        ? [
            {
              text: conflict,
              href: asksToConfirm
                ? '#takeOver'
                : options.changed
                  ? '#since'
                  : bringsBack
                    ? '#submit'
                    : undefined,
            },
          ]
        : []),
      ...problems.map(({ field, text }) => ({ text, href: problemHref(draft, field) })),
    ],
    notes: [
      ...(draft.discarded
        ? [
            {
              ...discardedNote(draft.discarded),
              link: bringsBack ? undefined : { text: 'Bring it back', href: response },
            },
          ]
        : []),
      ...(draft.enteredBySecas ? [enteredNote(draft, arrived, late)] : late ? lateNote(draft, now) : []),
      ...(options.again ? [countsFrom(options.again)] : []),
      ...submittedBefore(draft, late),
    ],
    notesStay: notesStay(draft.issue.questions, draft.notes, draft.responseId),
    since:
      options.changed &&
      changedSincePage(options.changed.title, options.changed.found, draft.issue.questions, options.viewerId),
    respondent: respondentRows(draft, response),
    sections: sectionsShown(draft),
    approval: draft.discarded ? undefined : approval,
    atClosing: draft.discarded ? undefined : atClosing(draft, options),
    submit:
      options.maySubmit &&
      problems.length === 0 &&
      !draft.decided &&
      (!draft.discarded || bringsBack) &&
      approved
        ? submitForm(draft, options, late)
        : undefined,
    cannotSubmit: draft.decided ? nothingTaken(draft) : draft.discarded ? undefined : whyNot(options),
    back: response,
  };
}

/** Said where a consent was missing. */
export const countsFrom = ({ first }: SentBefore) => ({
  text: `Once you confirm, it counts from when you first sent it: ${formatExact(first)}.`,
});

const LATE =
  'The deadline has passed. What you submit now is kept and held, and SECAS decides whether it is admitted.';

function submitForm(draft: SubmitFacts, options: CheckOptions, late: boolean) {
  const [inTime, submitLate] = draft.discarded
    ? ['Bring it back and submit', 'Bring it back and submit late']
    : ['Submit response', 'Submit late'];
  return {
    action: paths.submit({ id: draft.responseId }),
    key: options.again?.key ?? randomUUID(),
    proof: options.again?.proof,
    version: draft.version,
    issue: draft.issue.number,
    checkedAt: (options.again?.checkedAt ?? options.now).toString(),
    takeOver: draft.taken.length === 0 ? undefined : takeOverBox(draft, options),
    declaration: draft.enteredBySecas
      ? 'When you submit, the portal keeps this exactly as it stands, and tells the representatives of the organisation by mail.'
      : late
        ? LATE
        : 'When you submit, the portal keeps this exactly as it stands and gives you a receipt. You may submit again until the deadline: the newer one counts.',
    /** what is said instead once the deadline passes while the page is open */
    whenLate: draft.enteredBySecas ? undefined : LATE,
    left: late || draft.enteredBySecas ? undefined : deadlineBlock(draft, options.now),
    bringBack: draft.discarded !== null,
    buttons: [
      {
        text: late ? submitLate : inTime,
        data: draft.enteredBySecas ? undefined : { late: submitLate },
      },
      { text: 'Back to the response', kind: 'link', href: paths.response({ id: draft.responseId }) },
    ],
  };
}

function takeOverBox(draft: SubmitFacts, { mustConfirm }: CheckOptions) {
  const spoken = draft.taken.map((one) => {
    const name = draft.parties.find(({ id }) => id === one.partyId)?.name ?? draft.organisation.name;
    return `${name}: ${speaksForItNow(one)}.`;
  });
  const references = [...new Set(draft.taken.map(({ reference }) => reference))];
  return {
    name: 'takeOver',
    label: 'Another response speaks for some of these',
    labelSize: 's',
    hint: `${spoken.join(' ')} When you submit, this response takes its place.`,
    error: mustConfirm ? 'Confirm that this response takes over' : undefined,
    items: [{ value: references.join(' '), text: 'Yes, this response takes over' }],
  };
}

function whyNot({ maySubmit, problems, colleagues }: CheckOptions): string | undefined {
  if (!maySubmit) return whoMay(colleagues);
  return problems.length > 0
    ? 'You can submit once what is listed at the top of this page has been put right.'
    : undefined;
}

const whoMay = (colleagues: string[]): string =>
  colleagues.length > 0
    ? `You may draft, but not submit. Ask ${colleagues.join(' or ')} to check and submit it.`
    : 'You may draft, but not submit, and nobody in your organisation may. Ask SECAS to let somebody submit.';

/** What SECAS entered counts from when it reached SECAS, also when it is submitted after the deadline. */
function enteredNote(draft: SubmitFacts, arrived: Instant, late: boolean) {
  const closesAt = formatDeadline(closesFor(draft.closesAt, draft.ownExtension));
  const held = late
    ? `That was after the deadline, ${closesAt}: it will be held until SECAS admits or refuses it.`
    : draft.closed
      ? `That was before the deadline, ${closesAt}, but the consultation has been closed since: it will be held until SECAS decides on it.`
      : `That was before the deadline, ${closesAt}, so it will count.`;
  return {
    warning: late || draft.closed,
    title: `It reached SECAS by ${draft.arrivedHow ?? 'e-mail'} at ${formatExact(arrived)}`,
    text: held,
    link: {
      text: 'Compare it with the original',
      href: paths.deskEnteredOriginal({
        reference: draft.consultation.reference,
        response: draft.responseId,
      }),
    },
  };
}

/** The fields of the page about the confidentiality of the whole. */
const WHOLE = new Set(['whole-reason', 'name-reason']);

/** Where a problem is mended: the section of its question, or the page about Parties or confidentiality. */
function problemHref(draft: SubmitFacts, field: string): string {
  const id = draft.responseId;
  if (field === 'parties') return `${paths.responseParties({ id })}#${field}`;
  if (WHOLE.has(field)) return `${paths.responseConfidentiality({ id })}#${field}`;
  const section = sectionsOf(draft.issue.questions).find(({ questions }) =>
    questions.some((question) => isFieldOf(question, field)),
  );
  return section ? `${paths.section({ id, section: section.slug })}#${field}` : paths.response({ id });
}
