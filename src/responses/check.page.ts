import { closesFor } from '../consultations/consultations.rules.js';
import { sectionsOf, type Question } from '../consultations/questions.js';
import type { Instant } from '../db/connection.js';
import type { Problem } from '../errors.js';
import { formatDeadline, formatExact, formatTimeLeft } from '../londonTime.js';
import { paths } from '../paths.js';
import { cells } from './answers/answerTypes.js';
import { askedQuestions } from './answers/showWhen.js';
import { deadlineBlock } from './deadlineBlock.page.js';
import type { SubmitFacts } from './submit.store.js';

export interface CheckOptions {
  now: Instant;
  key: string;
  maySubmit: boolean;
  /** who in the organisation may submit, when the viewer may not */
  colleagues: string[];
  problems: Problem[];
  /** why it is shown again, when it is */
  conflict?: string;
  /** that it has to be confirmed that this response takes over, which was not */
  mustConfirm?: boolean;
}

/** The page on which a draft is checked before it is submitted: everything that would be frozen, as it would be. */
export function checkPage(draft: SubmitFacts, options: CheckOptions) {
  const { now, problems, conflict } = options;
  const closesAt = closesFor(draft.closesAt, draft.ownExtension);
  const arrived = draft.enteredBySecas && draft.arrivedAt ? draft.arrivedAt : now;
  const late = arrived.epochNanoseconds >= closesAt.epochNanoseconds;
  const unchanged = draft.submittedVersion === draft.version;
  const response = paths.response({ id: draft.responseId });
  const asksToConfirm = options.mustConfirm && draft.taken.length > 0;
  return {
    title: 'Check your answers',
    heading: {
      text: 'Check your answers',
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
    errors: [
      ...(conflict ? [{ text: conflict, href: asksToConfirm ? '#takeOver' : undefined }] : []),
      ...problems.map(({ field, text }) => ({ text, href: problemHref(draft, field) })),
    ],
    notes: [
      ...(draft.enteredBySecas
        ? [enteredNote(draft, arrived, late)]
        : late
          ? [lateNote(draft, options)]
          : []),
      ...(unchanged
        ? [
            {
              text: 'This is exactly what you submitted last. Submitting again makes a new receipt for the same answers.',
            },
          ]
        : []),
    ],
    respondent: respondentRows(draft, response),
    sections: sectionsShown(draft),
    submit: options.maySubmit && problems.length === 0 ? submitForm(draft, options, late) : undefined,
    cannotSubmit: whyNot(options),
    back: response,
  };
}

function submitForm(draft: SubmitFacts, options: CheckOptions, late: boolean) {
  return {
    action: paths.submit({ id: draft.responseId }),
    key: options.key,
    version: draft.version,
    issue: draft.issue.number,
    takeOver: draft.taken.length === 0 ? undefined : takeOverBox(draft, options),
    declaration: draft.enteredBySecas
      ? 'When you submit, the portal keeps this exactly as it stands, and tells the representatives of the organisation by mail.'
      : late
        ? 'The deadline has passed. What you submit now is kept and held, and SECAS decides whether it is admitted.'
        : 'When you submit, the portal keeps this exactly as it stands and gives you a receipt. You may submit again until the deadline: the newer one counts.',
    buttons: [
      { text: late ? 'Submit late' : 'Submit response' },
      { text: 'Back to the response', kind: 'link', href: paths.response({ id: draft.responseId }) },
    ],
  };
}

function takeOverBox(draft: SubmitFacts, { mustConfirm }: CheckOptions) {
  const names = draft.taken.map(({ partyId, reference }) => {
    const name = draft.parties.find((party) => party.id === partyId)?.name ?? draft.organisation.name;
    return `${name} (now spoken for by ${reference})`;
  });
  const references = [...new Set(draft.taken.map(({ reference }) => reference))];
  return {
    name: 'takeOver',
    label: 'Another response of your organisation speaks for some of these',
    labelSize: 's',
    hint: `${names.join('; ')}. When you submit, this response takes their place for them.`,
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

function lateNote(draft: SubmitFacts, { now }: CheckOptions) {
  const closesAt = closesFor(draft.closesAt, draft.ownExtension);
  return {
    warning: true,
    title: `This consultation closed at ${formatDeadline(closesAt)}`,
    text: `That was ${formatTimeLeft(closesAt, now)} ago. A response submitted now is late: it is kept and held, and SECAS admits or refuses it.`,
  };
}

function respondentRows(draft: SubmitFacts, response: string) {
  const change = (href: string, hidden: string) => [{ text: 'Change', href, hidden }];
  const names = draft.parties.map((party) => `${party.name} (${party.category})`);
  const whom = [...names, ...(draft.forOrganisation ? [`${draft.organisation.name} itself`] : [])];
  return [
    { key: 'Organisation', value: draft.organisation.name },
    {
      key: 'On behalf of',
      lines: whom,
      none: 'Nobody chosen yet',
      actions: change(paths.responseParties({ id: draft.responseId }), 'on behalf of whom'),
    },
    {
      key: 'Confidentiality',
      lines: confidentialityLines(draft),
      actions: change(paths.responseConfidentiality({ id: draft.responseId }), 'confidentiality'),
    },
    ...(draft.enteredBySecas ? [{ key: 'Entered by', value: 'SECAS', href: response }] : []),
  ];
}

const NO_REASON = 'no reason given yet';

/** What is confidential of the whole: the response, the name. */
export function confidentialityLines(
  of: Pick<
    SubmitFacts,
    'confidential' | 'confidentialReason' | 'nameConfidential' | 'nameConfidentialReason'
  >,
): string[] {
  const lines = [
    ...(of.confidential ? [`The whole response is confidential: ${of.confidentialReason || NO_REASON}`] : []),
    ...(of.nameConfidential ? [`The name is confidential: ${of.nameConfidentialReason || NO_REASON}`] : []),
  ];
  return lines.length > 0 ? lines : ['Only where an answer or a file is marked below'];
}

function sectionsShown(draft: SubmitFacts) {
  const asked = askedQuestions(draft.issue.questions, draft.answers);
  return sectionsOf(draft.issue.questions)
    .map((section) => ({
      title: section.title,
      href: paths.section({ id: draft.responseId, section: section.slug }),
      answers: section.questions
        .filter((question) => asked.includes(question))
        .map((question) => said(draft, question)),
    }))
    .filter((section) => section.answers.length > 0);
}

function said(draft: SubmitFacts, question: Question) {
  const answer = draft.answers[question.key];
  const files = draft.attachments.filter((file) => file.questionKey === question.key);
  return {
    id: question.key,
    ask: question.ask,
    lines: answer ? cells(question, answer.value) : [],
    none: question.required ? 'Not answered yet: an answer is required' : 'Not answered',
    confidential: answer?.confidential ? answer.reason : undefined,
    files: files.map((file) => ({
      text: file.name,
      note: file.confidential ? `confidential: ${file.reason}` : undefined,
    })),
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
    questions.some(({ key }) => field === key || field.startsWith(`${key}-`)),
  );
  return section ? `${paths.section({ id, section: section.slug })}#${field}` : paths.response({ id });
}
