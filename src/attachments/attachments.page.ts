import { sectionsOf, type Question } from '../consultations/questions.js';
import type { Problem } from '../errors.js';
import { paths } from '../paths.js';
import type { Draft } from '../responses/drafting/drafts.store.js';
import { LONGEST_REASON } from '../responses/answers/answerProblems.js';
import { ACCEPTED_EXTENSIONS, ACCEPTED_WORDS, NEVER_TAKEN, acceptedType } from './acceptedTypes.js';
import { isDecided, isHandedOut, tooManyFiles } from './attachments.rules.js';
import type { DraftFile } from './attachments.store.js';
import { formatBytes } from './formatBytes.js';
import { lookAt } from './look.js';

export interface AttachmentsFacts {
  draft: Draft;
  files: DraftFile[];
  limits: { maxFiles: number; maxFileBytes: number };
}

/** A form of the page that came back. */
export interface Wrong {
  problems: Problem[];
  /** the key of the question, or the id of the file, whose form it was */
  at: string;
  /** what was typed as a reason */
  reason?: string;
}

/** All files of a draft, question by question, each with the form that adds more. */
export function attachmentsPage(facts: AttachmentsFacts, wrong?: Wrong) {
  const { draft, files } = facts;
  const asked = draft.questions.filter(({ type }) => type === 'file');
  const parts = asked.map((question) => filesShown(facts, question, wrong));
  const placed = parts.some((part) => wrong && errorId(part, wrong));
  return {
    title: 'Files',
    heading: { text: 'Files', caption: `${draft.consultation.reference} · ${draft.consultation.title}` },
    breadcrumbs: [
      ...(draft.enteredBySecas ? [] : [{ text: 'Your responses', href: paths.responses() }]),
      { text: draft.consultation.reference, href: paths.response({ id: draft.id }) },
      { text: 'Files' },
    ],
    errors: (wrong?.problems ?? []).map(({ text }) => ({ text, href: placed ? `#${wrong?.at}` : undefined })),
    note: isDecided(draft)
      ? { text: 'This consultation has been decided, so the files can be read but not changed.' }
      : undefined,
    parts,
    room: parts.length > 0 && !isDecided(draft) ? roomLeft(files.length, facts.limits.maxFiles) : undefined,
    empty: parts.length === 0 ? { title: 'No files are asked for', text: NO_FILES } : undefined,
    response: paths.response({ id: draft.id }),
  };
}

const NO_FILES = 'None of this consultation’s questions is answered with a file.';

export type FilesShown = ReturnType<typeof filesShown>;

/** The files of one question, as views/attachments/files.ejs takes them. */
export function filesShown(facts: AttachmentsFacts, question: Question, wrong?: Wrong) {
  const { draft, files, limits } = facts;
  const decided = isDecided(draft);
  const here = wrong?.at === question.key ? wrong : undefined;
  const section = sectionsOf(draft.questions).find(({ title }) => title === question.section);
  const full = files.length >= limits.maxFiles;
  return {
    id: question.key,
    ask: question.ask,
    hints: [
      ...(question.required ? ['A file is required before you can submit.'] : []),
      ...(question.help ? [question.help] : []),
    ],
    section: section && {
      text: section.title,
      href: `${paths.section({ id: draft.id, section: section.slug })}#${question.key}`,
    },
    list: files
      .filter(({ questionKey }) => questionKey === question.key)
      .map((file) => fileShown(draft, file, decided, wrong)),
    full: full && !decided ? `${tooManyFiles(files.length, limits.maxFiles)}.` : undefined,
    upload:
      decided || full
        ? undefined
        : {
            action: paths.attachments({ id: draft.id }),
            question: question.key,
            accept: ACCEPTED_EXTENSIONS,
            hint: `${ACCEPTED_WORDS}, up to ${formatBytes(limits.maxFileBytes)} each. You can choose several at once.`,
            error: here?.problems.map(({ text }) => text).join('. '),
            /** for public/attachments.js: what can be told before anything is sent */
            known: {
              'max-bytes': limits.maxFileBytes,
              'max-words': formatBytes(limits.maxFileBytes),
              'never-taken': NEVER_TAKEN,
              offer: ACCEPTED_WORDS,
              room: limits.maxFiles - files.length,
              'max-files': limits.maxFiles,
            },
          },
  };
}

function fileShown(draft: Draft, file: DraftFile, decided: boolean, wrong?: Wrong) {
  const at = { id: draft.id, attachment: file.id };
  const here = wrong?.at === file.id ? wrong : undefined;
  const reason = here?.reason ?? file.reason;
  return {
    id: file.id,
    name: file.name,
    about: [acceptedType(file.mediaType)?.word, formatBytes(file.bytes)].filter(Boolean).join(', '),
    href: isHandedOut(file.scan) ? paths.attachment(at) : undefined,
    look: lookAt(draft.id, file),
    scan: SCANS[file.scan],
    confidential: file.confidential,
    reason,
    lacksReason: file.confidential && file.reason.trim() === '',
    change: decided
      ? undefined
      : {
          remove: paths.removeAttachment(at),
          confidentiality: paths.attachmentConfidentiality(at),
          reasonLimit: LONGEST_REASON,
          open: here !== undefined,
          error: here?.problems.map(({ text }) => text).join('. '),
        },
  };
}

const SCANS: Record<string, { text: string; tone: string; note: string } | undefined> = {
  waiting: {
    text: 'Being scanned',
    tone: 'warn',
    note: 'You can submit it now. Nobody can download it until it has been found free of viruses.',
  },
  infected: {
    text: 'Virus found',
    tone: 'bad',
    note: 'Nobody can download it. Remove it before you submit.',
  },
};

function roomLeft(held: number, most: number): string {
  const more = most - held;
  if (held === 0) return `A response can have ${most} files at most.`;
  return more > 0 ? `This response has ${held} of at most ${most} files.` : `${tooManyFiles(held, most)}.`;
}

const errorId = (part: FilesShown, { at }: Wrong): boolean =>
  part.id === at || part.list.some(({ id }) => id === at);
