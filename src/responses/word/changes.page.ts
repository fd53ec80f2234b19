import { Temporal } from 'temporal-polyfill';
import type { Question } from '../../consultations/questions.js';
import type { Instant } from '../../db/connection.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { answerProblems, type GivenAnswer } from '../answers/answerProblems.js';
import { shownAnswer } from '../answers/shownAnswer.js';
import { askedQuestions } from '../answers/showWhen.js';
import type { Draft, DraftContent } from '../drafting/drafts.store.js';
import { frameOf } from './bringIn.page.js';
import type { Proposal } from './changes.js';
import { fieldsOf } from './entries.js';
import type { Reading } from './readAgainst.js';
import { boxOf } from './takeAnswers.js';
import { markOf } from './wordForm.js';

export interface ChangesFacts {
  draft: Draft;
  content: DraftContent;
  proposals: Proposal[];
  now: Instant;
  /** what to say first */
  notes: { title?: string; text: string; warning?: boolean }[];
  /** after a file was read: what else is in it */
  rest?: Omit<Reading, 'proposals' | 'tracked'>;
  problem?: string;
}

/** What a Word form would change, answer by answer, to be chosen. */
export function changesPage(facts: ChangesFacts) {
  const { draft, proposals, now, notes, problem, rest } = facts;
  const { id } = draft;
  const count = proposals.length;
  const text =
    count === 0
      ? 'Nothing to take over'
      : count === 1
        ? 'One answer would change'
        : `${count} answers would change`;
  const [first] = proposals;
  return {
    ...frameOf(draft, now),
    title: text,
    heading: {
      text,
      caption: `${draft.consultation.reference} · ${draft.organisation.name}`,
      lead:
        count > 0
          ? 'Nothing is saved yet. Choose which answers are taken over from the form; nothing is submitted.'
          : undefined,
    },
    errors:
      problem && first ? [{ text: problem, href: `#${boxId(markOf(draft.questions, first.question))}` }] : [],
    notes,
    action: paths.takeAnswers({ id }),
    proposals: proposals.map((proposal) => shown(proposal, facts)),
    buttons: [
      { text: 'Save the chosen answers' },
      { text: 'Cancel', kind: 'link', href: paths.response({ id }) },
    ],
    another: { text: 'Choose another file', href: paths.bringIn({ id }) },
    leftovers: (rest?.leftovers ?? []).map(({ where, text: said }) => ({
      key: where,
      value: said,
      verbatim: true,
    })),
    remarks: rest ? remarksOn(rest) : [],
  };
}

function shown(
  { question, answer, version, ticked, overtaken }: Proposal,
  { draft, content, proposals }: ChangesFacts,
) {
  const mark = markOf(draft.questions, question);
  return {
    id: mark,
    heading: `${mark} · ${question.ask}`,
    overtaken: overtaken && overtakenWords(overtaken),
    before: { title: 'In the draft', ...toRead(question, content.answers[question.key]) },
    after: { title: 'In the form', ...toRead(question, answer) },
    problems: [
      ...answerProblems(question, answer).map(
        ({ text }) => `${text}. You can put this right after saving it.`,
      ),
      ...(isAsked(question, draft, content, proposals)
        ? []
        : [
            'As the other answers stand this is not asked: it is kept in the draft, and is no part of what is submitted.',
          ]),
    ],
    box: {
      name: boxOf(question),
      id: boxId(mark),
      values: ticked ? ['yes'] : [],
      items: [{ value: 'yes', text: `Take over the form’s answer to ${mark}` }],
    },
    fields: Object.entries(fieldsOf(question, answer, version)),
  };
}

const toRead = (question: Question, answer: GivenAnswer | undefined) => ({
  shown: shownAnswer(question, answer?.value),
  confidential: answer?.confidential ? answer.reason || 'No reason is given yet' : undefined,
});

const overtakenWords = ({ by, own, at }: NonNullable<Proposal['overtaken']>): string => {
  const when = formatMoment(Temporal.Instant.from(at));
  return own
    ? `You saved another answer here at ${when}, after the form was made. If you take over the form’s, it stands in its place.`
    : `${by} saved another answer here at ${when}, after the form was made. It stays unless you choose the form’s.`;
};

const boxId = (mark: string): string => `${mark}-take`;

/** As the answers stand once all of these are taken over. */
function isAsked({ key }: Question, draft: Draft, content: DraftContent, proposals: Proposal[]): boolean {
  const taken = Object.fromEntries(proposals.map(({ question, answer }) => [question.key, answer]));
  const asked = askedQuestions(draft.questions, { ...content.answers, ...taken });
  return asked.some((question) => question.key === key);
}

function remarksOn({ missing, left, same, later }: NonNullable<ChangesFacts['rest']>): string[] {
  const about = (marks: string[], one: string, several: string): string[] =>
    marks.length === 0 ? [] : [`${marks.join(', ')}: ${marks.length === 1 ? one : several}`];
  return [
    ...about(
      later,
      'too long to be shown here with the others. Save these first, then bring the form in again.',
      'too long to be shown here with the others. Save these first, then bring the form in again.',
    ),
    ...about(
      left,
      'not changed in the form, but in the portal since it was made. The newer answer stays.',
      'not changed in the form, but in the portal since it was made. The newer answers stay.',
    ),
    ...about(
      missing,
      'its table is not in the file any more. The answer stays as it is in the draft.',
      'their tables are not in the file any more. The answers stay as they are in the draft.',
    ),
    ...about(same, 'the same in the form and in the draft.', 'the same in the form and in the draft.'),
  ];
}
