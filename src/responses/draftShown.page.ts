import { isHandedOut } from '../attachments/attachments.rules.js';
import { lookAt } from '../attachments/look.js';
import { asksSomething, sectionsOf, type Question } from '../consultations/questions.js';
import { paths } from '../paths.js';
import { saidLines } from './answers/said.js';
import { askedQuestions } from './answers/showWhen.js';
import type { SubmitFacts } from './submit.store.js';

/** On whose behalf, and what of the whole is confidential. */
export function respondentRows(draft: SubmitFacts, response: string) {
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
      lines: confidentialityLines(draft, [...Object.values(draft.answers), ...draft.attachments]),
      actions: change(paths.responseConfidentiality({ id: draft.responseId }), 'confidentiality'),
    },
    ...(draft.enteredBySecas ? [{ key: 'Entered by', value: 'SECAS', href: response }] : []),
  ];
}

const NO_REASON = 'no reason given yet';

/** What is confidential of the whole: the response, the name; and whether one of its parts is. */
export function confidentialityLines(
  of: Pick<
    SubmitFacts,
    'confidential' | 'confidentialReason' | 'nameConfidential' | 'nameConfidentialReason'
  >,
  parts: { confidential: boolean }[],
): string[] {
  const lines = [
    ...(of.confidential ? [`The whole response is confidential: ${of.confidentialReason || NO_REASON}`] : []),
    ...(of.nameConfidential ? [`The name is confidential: ${of.nameConfidentialReason || NO_REASON}`] : []),
  ];
  if (lines.length > 0) return lines;
  return [
    parts.some(({ confidential }) => confidential)
      ? 'Only where an answer or a file is marked below'
      : 'Nothing is confidential',
  ];
}

/** What a draft says, section by section, as it would be frozen: of the questions that are asked. */
export function sectionsShown(draft: SubmitFacts) {
  const asked = askedQuestions(draft.issue.questions, draft.answers).filter(asksSomething);
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
    lines: answer ? saidLines(question, answer.value, { counted: true }) : [],
    none: nothingSaid(question),
    confidential: answer?.confidential ? answer.reason : undefined,
    files: files.map((file) => ({
      text: file.name,
      href: isHandedOut(file.scan)
        ? paths.attachment({ id: draft.responseId, attachment: file.id })
        : undefined,
      look: lookAt(draft.responseId, file),
      note: file.confidential ? `confidential: ${file.reason}` : undefined,
    })),
  };
}

const nothingSaid = ({ required, type }: Question): string =>
  required ? 'Not answered yet: an answer is required' : type === 'file' ? 'No files' : 'Not answered';
