import { Temporal } from 'temporal-polyfill';
import type { Question } from '../../consultations/questions.js';
import { counted } from '../../counted.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { answerText } from '../../responses/answers/answerTypes.js';
import { saidOfLine } from '../../responses/answers/rows.js';
import { formProblems } from '../../http/formProblems.js';
import { placeOf } from '../place.js';
import { shortened } from './newPoint.page.js';
import { FORM_BUTTONS, pointFields, type WrongPoint } from './pointForm.page.js';
import { isDelicate, statusOf, STATUSES } from './points.rules.js';
import type { Point, Wording } from './points.store.js';
import type { RaisedBy } from './raised.store.js';
import { earlierWording, wordingRows } from './wordings.page.js';

export const MOST_RAISED_SHOWN = 200;

export interface PointShown {
  point: Point;
  question: Question | undefined;
  themes: { id: string; name: string }[];
  raisedBy: RaisedBy[];
  /** the one that stands first */
  wordings: Wording[];
  approvalWanted: boolean;
  viewerId: string;
  wrong?: WrongPoint;
  /** what a colleague wrote meanwhile stands beside what was typed */
  meanwhile?: boolean;
  /** the note of a decision that came back */
  note?: string;
}

/** One point: its text, who raised it, and its approval. */
export function pointPage(consultation: { reference: string; title: string }, shown: PointShown) {
  const { point, question, wrong } = shown;
  const { reference } = consultation;
  const status = statusOf(point, shown.approvalWanted);
  const typed = wrong?.typed ?? {
    ...point,
    outcome: point.outcome ?? '',
    line: point.line ?? '',
    theme: point.theme?.id ?? '',
  };
  const action = paths.deskPoint({ reference, point: point.id });
  const hidden = { version: String(point.version) };
  const { errors, of } = formProblems(wrong?.problems ?? []);
  return {
    ...placeOf(consultation, 'dispositions', shortened(point.summary, 60)),
    title: `${reference}: a point`,
    errors,
    heading: {
      text: shortened(point.summary, 80),
      caption: [question?.ask ?? 'On the consultation as a whole', point.line].filter(Boolean).join(' · '),
      tag: STATUSES[status],
    },
    notes: notes(shown),
    theirs: shown.meanwhile ? theirs(point) : undefined,
    form: {
      action,
      hidden,
      fields: pointFields(typed, { ...shown, delicate: isDelicate(point.raised) }, wrong?.problems),
      buttons: FORM_BUTTONS,
    },
    edited: `Last changed by ${point.editedBy.name}, ${formatMoment(point.editedAt)}.`,
    earlier: earlierWording(shown.wordings),
    decide:
      status === 'for approval' && point.editedBy.id !== shown.viewerId
        ? {
            action,
            hidden,
            note: {
              name: 'note',
              label: 'Note',
              hint: 'What should be changed, when you return it',
              optional: true,
              rows: 3,
              value: shown.note,
              error: of('note'),
            },
            buttons: [
              { text: 'Approve it as it stands', name: 'step', value: 'approve' },
              { text: 'Return it', kind: 'secondary', name: 'step', value: 'return' },
            ],
          }
        : undefined,
    raised: {
      title: `Raised by ${counted(point.raised.open + point.raised.confidential, 'response')}`,
      action,
      hidden,
      error: of('responses'),
      more: moreRaised(shown),
      responses: shown.raisedBy.map((one, index) => raisedShown(reference, point.line, one, index)),
      buttons: [{ text: 'Take off those that are ticked', kind: 'secondary', name: 'step', value: 'drop' }],
    },
    add: {
      text: 'To add a response, open it, and choose “Raise as a point” beside its answer.',
      link: { text: 'Go to the responses', href: paths.deskResponses({ reference }) },
    },
    remove: {
      summary: 'Take the point out',
      text: 'It leaves the dispositions. What has been published stays as it was until you publish again.',
      action,
      hidden,
      buttons: [{ text: 'Take the point out', kind: 'warning', name: 'step', value: 'remove' }],
    },
  };
}

function notes({ point, approvalWanted, viewerId }: PointShown) {
  const status = statusOf(point, approvalWanted);
  const { decision } = point;
  const at = decision && formatMoment(Temporal.Instant.from(decision.at));
  const delicate = point.raised.confidential + point.raised.nameless;
  return [
    ...(delicate > 0 && !point.discreet
      ? [
          {
            warning: true,
            title: 'Raised in confidence, or without a name',
            text: 'Write it so that nobody can tell from it what is confidential, or who said it, and tick that it is so: it is not published before. Small numbers of responses in confidence are not told.',
          },
        ]
      : []),
    ...(status === 'returned' && decision
      ? [{ warning: true, title: `${decision.by} returned it at ${at}`, text: decision.note }]
      : []),
    ...(status === 'approved' && decision
      ? [{ good: true, text: `${decision.by} approved it at ${at}. Any change voids that.` }]
      : []),
    ...(status === 'for approval' && point.editedBy.id === viewerId
      ? [{ text: 'It waits for approval by a colleague: you changed it last.' }]
      : []),
    ...(point.publishedVersion !== null && status !== 'published'
      ? [{ text: 'It has changed since it was published. What was published stays until you publish again.' }]
      : []),
    ...(point.raised.open + point.raised.confidential === 0
      ? [
          {
            warning: true,
            text: 'No response that counts raises it any more. Add one, or take the point out.',
          },
        ]
      : []),
  ];
}

/** What stands there now, for who typed something else. */
const theirs = (point: Point) =>
  wordingRows(point).filter(({ key, value }) => value !== '' || key !== 'Clause or line');

const moreRaised = ({ point, raisedBy }: PointShown): string | undefined => {
  const { open, confidential, gone } = point.raised;
  const more = open + confidential + gone - raisedBy.length;
  return more > 0 ? `And ${counted(more, 'response')} more.` : undefined;
};

/** With its words on the point's line, where it has any; a point that is on none, or on another, quotes the answer. */
function raisedShown(reference: string, line: string | null, one: RaisedBy, index: number) {
  const { submission, responseId, live, confidential, nameConfidential, answer } = one;
  return {
    id: index === 0 ? 'responses' : `responses-${index + 1}`,
    value: responseId,
    respondent: {
      text: submission.organisation,
      href: `${paths.deskSubmission({ reference, submission: submission.id })}${answer ? `#answer-${answer.question.key}` : ''}`,
    },
    about: submission.reference,
    tags: [
      ...(confidential ? [{ text: 'In confidence', tone: 'warn' }] : []),
      ...(nameConfidential ? [{ text: 'Name confidential', tone: 'warn' }] : []),
      ...(live ? [] : [{ text: 'Does not count' }]),
    ],
    words: answer
      ? shortened(
          (line && saidOfLine(answer.question, answer.value, line)) ||
            answerText(answer.question, answer.value),
          600,
        )
      : undefined,
  };
}
