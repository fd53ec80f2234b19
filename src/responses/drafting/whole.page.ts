import { overWord } from '../submissions.rules.js';
import type { Instant } from '../../db/connection.js';
import type { Problem } from '../../errors.js';
import { paths } from '../../paths.js';
import { LONGEST_REASON, reasonProblems } from '../answers/answerProblems.js';
import { deadlineBlock, lateNote } from '../deadlineBlock.page.js';
import type { Draft } from './drafts.store.js';
import { respondentFields } from './respondents.page.js';
import type { Confidentiality } from './responses.store.js';
import type { Work } from './work.store.js';

/** On whose behalf a draft is. @param mark of the respondents that the form is made from */
export function partiesPage(
  draft: Draft,
  work: Work,
  ticked: string[],
  mark: string,
  now: Instant,
  problems: Problem[] = [],
) {
  return {
    ...frame(draft, 'On whose behalf', now, problems),
    action: paths.responseParties({ id: draft.id }),
    mark,
    ...respondentFields(work, ticked, problems, { responseId: draft.id, bySecas: draft.enteredBySecas }),
  };
}

/**
 * What is confidential of the whole response. @param shown what the fields hold
 * @param saved after saving: the reasons that are missing are said, and one may go on without them
 */
export function confidentialityPage(
  draft: Draft,
  shown: Confidentiality,
  mark: string,
  now: Instant,
  problems: Problem[] = [],
  saved = false,
) {
  const errorOf = (name: string) => problems.find(({ field }) => field === name)?.text;
  const box = (name: string, text: string, hint: string, ticked: boolean, reason: string) => ({
    name,
    values: ticked ? ['yes'] : [],
    items: [
      {
        value: 'yes',
        text,
        hint,
        reveal: {
          kind: 'textarea',
          name: `${name}-reason`,
          label: 'Why is it confidential?',
          value: reason,
          error: errorOf(`${name}-reason`),
          rows: 3,
          data: { limit: String(LONGEST_REASON) },
        },
      },
    ],
  });
  const page = frame(draft, 'Confidentiality of the whole', now, problems);
  return {
    ...page,
    notes: saved
      ? [{ text: 'What you typed is saved. You can say why now, or do it before you submit.' }]
      : page.notes,
    action: paths.responseConfidentiality({ id: draft.id }),
    mark,
    whole: box(
      'whole',
      'The whole response is confidential',
      'SECAS reads it, and so do those members of the Panel who may see confidential material. Nobody else does, and it is not published.',
      shown.confidential,
      shown.confidentialReason,
    ),
    name: box(
      'name',
      'The name of the respondent is confidential',
      'What is said is shown and published without the organisation’s name and without the names of its Parties.',
      shown.nameConfidential,
      shown.nameConfidentialReason,
    ),
    anyway: saved ? page.response : undefined,
  };
}

/** Whatever is confidential says why. */
export const confidentialityProblems = (of: Confidentiality): Problem[] => [
  ...(of.confidential ? reasonProblems('whole-reason', of.confidentialReason, 'the whole response') : []),
  ...(of.nameConfidential ? reasonProblems('name-reason', of.nameConfidentialReason, 'the name') : []),
];

/** What both pages have in common. */
function frame(draft: Draft, title: string, now: Instant, problems: Problem[]) {
  const readOnly = draft.decided && !draft.enteredBySecas;
  const response = paths.response({ id: draft.id });
  return {
    title,
    heading: { text: title, caption: `${draft.consultation.reference} · ${draft.organisation.name}` },
    breadcrumbs: [
      ...(draft.enteredBySecas ? [] : [{ text: 'Your responses', href: paths.responses() }]),
      { text: draft.consultation.reference, href: response },
      { text: title },
    ],
    deadline: deadlineBlock(draft, now),
    errors: problems.map(({ field, text }) => ({ text, href: `#${field}` })),
    notes: [
      ...(readOnly
        ? [
            {
              text: `This consultation has been ${overWord(draft)}, so the draft can be read but not changed.`,
            },
          ]
        : []),
      ...lateNote(draft, now),
    ],
    buttons: readOnly
      ? [{ text: 'Back to the response', kind: 'link', href: response }]
      : [{ text: 'Save' }, { text: 'Cancel', kind: 'link', href: response }],
    response,
  };
}
