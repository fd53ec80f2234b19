import { formatBytes } from '../../attachments/formatBytes.js';
import type { Question } from '../../consultations/questions.js';
import { formatExact } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { confidentialityLines } from '../draftShown.page.js';
import type { Submission } from '../submissions.store.js';
import { comparerOfPage, isChanged } from './compare.rules.js';
import { saidText } from './saidText.js';

/** What the two submissions say of one thing; '' says nothing. */
interface Said {
  ask: string;
  before: string;
  after: string;
}

/** What differs between two submissions of one response, word by word: from the earlier to the later. */
export function comparePage(from: Submission, to: Submission) {
  const compare = comparerOfPage();
  const all = [...wholeCompared(from, to), ...answersCompared(from, to), filesCompared(from, to)].map(
    ({ ask, before, after }) => ({ ask, pieces: compare(before, after) }),
  );
  const changed = all.filter(({ pieces }) => isChanged(pieces));
  const { responseId, consultation } = to;
  const link = ({ reference }: Submission) => paths.submission({ id: responseId, reference });
  return {
    title: `What changed from ${from.reference} to ${to.reference}`,
    heading: {
      text: 'What changed',
      caption: `${consultation.reference} · ${consultation.title}`,
    },
    breadcrumbs: [
      { text: 'Your responses', href: paths.responses() },
      { text: 'History', href: paths.history({ id: responseId }) },
      { text: 'What changed' },
    ],
    facts: [
      {
        key: 'From',
        value: `${from.reference}, received at ${formatExact(from.receivedAt)}`,
        href: link(from),
      },
      { key: 'To', value: `${to.reference}, received at ${formatExact(to.receivedAt)}`, href: link(to) },
    ],
    lead:
      changed.length === 0
        ? 'Both say exactly the same.'
        : 'What is underlined was added, and what is struck through was removed.',
    changed,
    same:
      changed.length === 0 || changed.length === all.length
        ? undefined
        : 'Everything else is the same in both.',
    back: { text: 'Back to the history', href: paths.history({ id: responseId }) },
  };
}

function wholeCompared(from: Submission, to: Submission): Said[] {
  const whom = ({ parties, forOrganisation, organisation }: Submission) =>
    [
      ...parties.map(({ name, category }) => `${name} (${category})`),
      ...(forOrganisation ? [`${organisation.name} itself`] : []),
    ].join('\n');
  const confidentiality = (of: Submission) =>
    confidentialityLines(of, [...of.answers, ...of.attachments]).join('\n');
  return [
    { ask: 'On behalf of', before: whom(from), after: whom(to) },
    { ask: 'Confidentiality', before: confidentiality(from), after: confidentiality(to) },
  ];
}

function answersCompared(from: Submission, to: Submission): Said[] {
  const questions = new Map<string, Question>();
  for (const { question } of [...to.answers, ...from.answers]) {
    if (!questions.has(question.key)) questions.set(question.key, question);
  }
  return [...questions.values()].map((question) => ({
    ask: question.ask,
    before: saidIn(from, question),
    after: saidIn(to, question),
  }));
}

function saidIn({ answers }: Submission, { key }: Question): string {
  const answer = answers.find(({ question }) => question.key === key);
  return answer ? saidText(answer.question, answer) : '';
}

/** A file of the same name with other bytes is another file. */
function filesCompared(from: Submission, to: Submission): Said {
  const listed = ({ attachments }: Submission) =>
    attachments
      .map(({ name, bytes, sha256, confidential, reason }) =>
        [
          `${name} (${formatBytes(bytes)}, SHA-256 ${sha256})`,
          ...(confidential ? [`confidential: ${reason}`] : []),
        ].join(', '),
      )
      .join('\n');
  return { ask: 'Files', before: listed(from), after: listed(to) };
}
