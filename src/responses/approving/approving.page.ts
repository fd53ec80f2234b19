import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../db/connection.js';
import type { Problem } from '../../errors.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { changedSincePage } from '../changedSince.page.js';
import type { ChangedSince } from '../comparing/changedSince.store.js';
import { deadlineBlock } from '../deadlineBlock.page.js';
import { togetherOnPage } from '../together.page.js';
import { respondentRows, sectionsShown } from '../draftShown.page.js';
import type { SubmitFacts } from '../submit.store.js';
import { signOffState, type SignOff } from './approving.rules.js';

const moment = (at: string): string => formatMoment(Temporal.Instant.from(at));

/** Where the approval of a draft stands, in words; the page of checking and the approver's own say the same. */
function standing(
  signOff: SignOff,
  version: number,
  viewerId: string,
): { title: string; text: string; warning?: boolean } {
  const { asked, decision } = signOff;
  const mine = signOff.approver.id === viewerId;
  const [who, whom] = mine ? ['You', 'you'] : [signOff.approver.name, signOff.approver.name];
  switch (signOffState(signOff, version)) {
    case 'approved':
      return {
        title: `${who} approved this at ${moment(decision!.at)}`,
        text: 'It can be submitted as it stands. Any change voids the approval.',
      };
    case 'returned':
      return {
        title: `${who} returned this at ${moment(decision!.at)}`,
        text: decision!.note,
        warning: true,
      };
    case 'asked':
      return {
        title: `${asked!.by.id === viewerId ? 'You' : asked!.by.name} asked ${whom} to approve this at ${moment(asked!.at)}`,
        text: 'Any change starts it again: change nothing that need not be changed.',
      };
    case 'changed since':
      return {
        title: `This was changed after ${whom} had approved it`,
        text: 'So it has to be approved again before it is submitted.',
        warning: true,
      };
    case 'not asked':
      return {
        title: `${who} ${mine ? 'have' : 'has'} to approve this before it is submitted`,
        text: 'Your organisation requires it.',
      };
  }
}

/** What the page of checking says of approval; undefined: nothing has to be approved. */
export function approvalOnCheck(
  { signOff, version, responseId: id, decided }: SubmitFacts,
  viewerId: string,
  ready: boolean,
) {
  if (!signOff || decided) return undefined;
  const state = signOffState(signOff, version);
  if (signOff.approver.id === viewerId) {
    return {
      note: {
        title: 'You approve what your organisation submits',
        text: 'Submitting this approves it. To return it to your colleagues, or to approve it and let one of them submit it, go to its approval.',
        link: { text: 'Approve or return it', href: paths.approve({ id }) },
      },
    };
  }
  return {
    note: standing(signOff, version, viewerId),
    ask:
      ready && state !== 'approved'
        ? {
            action: paths.askToApprove({ id }),
            version,
            button: `Ask ${signOff.approver.name} ${state === 'asked' ? 'again' : 'to approve'}`,
          }
        : undefined,
  };
}

/** The approver's page: exactly what would be sent, and what to say to it. */
export function approvePage(
  draft: SubmitFacts & { signOff: SignOff },
  shown: {
    now: Instant;
    viewerId: string;
    maySubmit: boolean;
    problems: Problem[];
    note: string;
    conflict?: string;
    changed?: { title: string; found: ChangedSince };
  },
) {
  const { signOff, version, responseId: id, consultation } = draft;
  const mine = signOff.approver.id === shown.viewerId;
  const noteProblem = shown.problems.find(({ field }) => field === 'note')?.text;
  const approved = signOffState(signOff, version) === 'approved';
  return {
    title: 'Approve a response',
    heading: {
      text: 'Approve the response',
      caption: `${consultation.reference} · ${consultation.title}`,
      lead: `Below is exactly what would be submitted for ${draft.organisation.name}.`,
    },
    breadcrumbs: [
      { text: 'Your responses', href: paths.responses() },
      { text: consultation.reference, href: paths.response({ id }) },
      { text: 'Approve' },
    ],
    errors: [
      ...(shown.conflict ? [{ text: shown.conflict, href: shown.changed ? '#since' : undefined }] : []),
      ...shown.problems.map(({ field, text }) => ({ text, href: `#${field}` })),
    ],
    deadline: deadlineBlock(draft, shown.now),
    together: draft.decided
      ? undefined
      : togetherOnPage({ ...draft, id, questions: draft.issue.questions }, '', shown.now),
    note: standing(signOff, version, shown.viewerId),
    since:
      shown.changed &&
      changedSincePage(shown.changed.title, shown.changed.found, draft.issue.questions, shown.viewerId),
    respondent: respondentRows(draft, paths.response({ id })),
    sections: sectionsShown(draft),
    form:
      mine && !draft.decided
        ? {
            action: paths.approve({ id }),
            version,
            shownAt: shown.now.toString(),
            note: {
              name: 'note',
              label: 'A note to your colleagues',
              hint: 'Needed when you return it: say what should be changed.',
              value: shown.note,
              error: noteProblem,
              rows: 3,
            },
            buttons: [
              ...(approved ? [] : [{ text: 'Approve', name: 'decision', value: 'approve' }]),
              { text: 'Return it with the note', kind: 'secondary', name: 'decision', value: 'return' },
              ...(shown.maySubmit
                ? [{ text: 'Check and submit it myself', kind: 'link', href: paths.check({ id }) }]
                : []),
            ],
          }
        : undefined,
    back: paths.response({ id }),
  };
}
