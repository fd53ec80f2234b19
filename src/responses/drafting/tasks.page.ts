import { asksSomething, sectionsOf, type Question, type Section } from '../../consultations/questions.js';
import { counted, listed } from '../../counted.js';
import { paths } from '../../paths.js';
import { fileProblems } from '../completeness.rules.js';
import { takenOverWords } from '../spokenFor.js';
import type { HistoryLine } from '../submissions.store.js';
import { correctedSince } from './correctedSince.rules.js';
import { answeredIn, askedIn, onBehalfOf, progressOf, type Progress } from './draft.rules.js';
import type { Draft, DraftContent } from './drafts.store.js';

interface Drafted {
  draft: Draft;
  content: DraftContent;
}

const STATUS: Record<Progress, { text: string; tone: string }> = {
  'not started': { text: 'Not started', tone: 'neutral' },
  'to correct': { text: 'Something to correct', tone: 'bad' },
  'in progress': { text: 'In progress', tone: 'accent' },
  complete: { text: 'Complete', tone: 'good' },
  'not asked': { text: 'Not needed', tone: 'plain' },
  'to read': { text: 'To read', tone: 'plain' },
};

/** For whom the response is, and what of the whole is confidential: two tasks. @param history newest first */
export function whoTasks({ draft, history: [latest] }: Drafted & { history: HistoryLine[] }) {
  const names = onBehalfOf(draft);
  const takenOver = latest?.takenOver ?? [];
  const confidential = [
    ...(draft.confidential ? ['the whole response'] : []),
    ...(draft.nameConfidential ? ['the name'] : []),
  ].join(' and ');
  const lacksReason =
    (draft.confidential && !draft.confidentialReason.trim()) ||
    (draft.nameConfidential && !draft.nameConfidentialReason.trim());
  return [
    {
      id: 'parties',
      text: 'On whose behalf',
      href: paths.responseParties({ id: draft.id }),
      hint:
        [
          listed(names.filter((name) => !takenOver.includes(name))),
          ...(takenOver.length > 0 ? [takenOverWords(takenOver)] : []),
        ]
          .filter(Boolean)
          .join('. ') || 'Choose your Parties, or the organisation itself',
      status: names.length > 0 ? STATUS.complete : STATUS['not started'],
    },
    {
      id: 'confidentiality',
      text: 'Confidentiality of the whole',
      href: paths.responseConfidentiality({ id: draft.id }),
      hint: confidential
        ? `Confidential: ${confidential}`
        : 'Neither the response nor the name is confidential',
      status: lacksReason
        ? STATUS['to correct']
        : { text: confidential ? 'Confidential' : 'Not confidential', tone: 'plain' },
    },
  ];
}

/** The sections, and the files: a task each. */
export function sectionTasks({ draft, content }: Drafted) {
  const sections = sectionsOf(draft.questions).map((section, index) => {
    const asked = askedIn(section, draft.questions, content);
    const questions = asked.filter(asksSomething).length;
    const required = asked.filter((question) => question.required).length;
    const corrected = asked.filter((question) => correctedSince(question, draft.laterIssues)).length;
    const notes = section.questions.flatMap(({ key }) => content.notes[key] ?? []).length;
    return {
      id: `section-${index + 1}`,
      text: section.title,
      href: paths.section({ id: draft.id, section: section.slug }),
      hint: [
        questions === 0 && asked.length > 0 ? 'Guidance' : counted(questions, 'question'),
        ...(required > 0 ? [`${required} required`] : []),
        ...(corrected > 0 ? [`${corrected} corrected by SECAS since it was started`] : []),
        ...(notes > 0 ? [counted(notes, 'note')] : []),
      ].join(', '),
      status: sectionStatus(section, draft.questions, content),
    };
  });
  const files = content.attachments.length;
  const filesStatus = { text: files === 0 ? 'None' : counted(files, 'file'), tone: 'plain' };
  return [
    ...sections,
    {
      id: 'attachments',
      text: 'Files',
      href: paths.attachments({ id: draft.id }),
      hint:
        draft.consultation.kind === 'draft-budget'
          ? 'Spreadsheets, letters, what else belongs to it'
          : 'Marked-up legal text, spreadsheets of costs',
      status: fileProblems(content.attachments).length > 0 ? STATUS['to correct'] : filesStatus,
    },
  ];
}

/** Where nothing stands in the way of submitting but something is left out, that is said: "complete" would hide it. */
function sectionStatus(section: Section, questions: Question[], content: DraftContent) {
  const progress = progressOf(section, questions, content);
  const { answered, of } = answeredIn(section, questions, content);
  return progress === 'complete' && answered < of
    ? { text: `${answered} of ${of} answered`, tone: 'accent' }
    : STATUS[progress];
}
