import { counted } from '../../counted.js';
import type { Problem } from '../../errors.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { answerText } from '../../responses/answers/answerTypes.js';
import type { Submission } from '../../responses/submissions.store.js';
import { placeOf } from '../place.js';
import { markedLines } from '../themes/coding/marks.rules.js';
import { partsOf } from '../themes/coding/passages.rules.js';
import { foundAgain, REASONS, type Covered } from './redactions.rules.js';
import type { LiftedRedaction, ListedEarlier, Redaction } from './redactions.store.js';

/** A redaction form that came back. */
export interface WrongRedaction {
  /** the question's key, or the attachment's id */
  of: string;
  passage: string;
  reason: string;
  note: string;
  problems: Problem[];
}

/** A submission with what of it is redacted. */
export interface Redacting {
  consultation: { reference: string; title: string };
  submission: Submission;
  redactions: Redaction[];
  lifted: LiftedRedaction[];
  /** of earlier versions, still to be decided on */
  earlier: ListedEarlier[];
}

/** Everything of a submission that can be kept out of the public version, and what is. */
export function redactingPage(all: Redacting, wrong?: WrongRedaction) {
  const { consultation, submission } = all;
  const { reference } = consultation;
  const place = placeOf(consultation, 'responses', 'Redactions');
  const reading = paths.deskSubmission({ reference, submission: submission.id });
  const action = paths.deskRedactions({ reference, submission: submission.id });
  return {
    ...place,
    breadcrumbs: [
      ...place.breadcrumbs.slice(0, -1),
      { text: submission.organisation.name, href: reading },
      { text: 'Redactions' },
    ],
    title: `${submission.organisation.name}: redactions`,
    errors: (wrong?.problems ?? []).map(({ field, text }) => ({ text, href: `#${idOf(wrong!.of, field)}` })),
    heading: {
      text: 'Redact for the public version',
      caption: `${submission.organisation.name} · ${submission.reference}`,
      lead: 'What you redact here is left out of what everybody reads, in every format. The Panel’s report and the response itself stay as they are.',
    },
    whole: submission.confidential
      ? 'The whole response is confidential: nothing it says is published.'
      : submission.nameConfidential
        ? 'The respondent’s name is confidential: name and files are not published. Look for words in the answers that would give the name away.'
        : undefined,
    earlier: earlierShown(all, action),
    action,
    answers: submission.answers.map((answer) => answerShown(all, answer, wrong)),
    files: submission.attachments.map((file) => fileShown(all, file, wrong)),
    lifted: all.lifted.map(
      ({ reason, markedBy, liftedBy, liftedAt }) =>
        `${REASONS[reason].text}: marked by ${markedBy}, lifted by ${liftedBy}, ${formatMoment(liftedAt)}`,
    ),
    links: [
      { text: 'Read the whole response', href: reading },
      { text: 'Publish the responses', href: paths.deskPublication({ reference }) },
    ],
  };
}

function answerShown(
  { submission, redactions }: Redacting,
  { question, value, confidential }: Submission['answers'][number],
  wrong: WrongRedaction | undefined,
) {
  const { key, ask } = question;
  const own = redactions.filter(({ covered }) => 'questionKey' in covered && covered.questionKey === key);
  const mine = wrong?.of === key ? wrong : undefined;
  const hasPassages = partsOf(question, value).length > 0;
  return {
    id: `answer-${key}`,
    ask,
    lines: markedLines(
      question,
      value,
      own.flatMap(({ id, covered, reason }) =>
        covered.covers === 'passage'
          ? [{ passage: covered.passage, theme: { name: REASONS[reason].text, href: `#redaction-${id}` } }]
          : [],
      ),
    ),
    confidential:
      confidential || submission.confidential
        ? 'This answer is confidential: it is not published anyway.'
        : undefined,
    redactions: own.map((one) => redactionShown(one, answerText(question, value))),
    form: {
      open: mine !== undefined,
      on: `in “${ask}”`,
      question: key,
      passage: hasPassages
        ? {
            name: 'passage',
            id: idOf(key, 'passage'),
            label: 'Passage',
            hint: 'Select it in the answer, or type or paste it as it is written there.',
            rows: 3,
            value: mine?.passage,
            error: errorOf(mine, 'passage'),
          }
        : undefined,
      ...reasonFields(key, mine),
      buttons: [
        ...(hasPassages
          ? [{ text: 'Redact the passage', hidden: `in “${ask}”`, name: 'step', value: 'passage' }]
          : []),
        { text: 'Redact the whole answer', hidden: `to “${ask}”`, name: 'step', value: 'answer' },
      ],
    },
  };
}

function fileShown(
  { consultation: { reference }, submission, redactions }: Redacting,
  { id, name, confidential }: Submission['attachments'][number],
  wrong: WrongRedaction | undefined,
) {
  const own = redactions.filter(({ covered }) => 'attachmentId' in covered && covered.attachmentId === id);
  const covers = (what: Covered['covers']) => own.some(({ covered }) => covered.covers === what);
  const mine = wrong?.of === id ? wrong : undefined;
  return {
    id: `file-${id}`,
    name,
    href: paths.deskSubmissionAttachment({ reference, submission: submission.id, attachment: id }),
    confidential:
      confidential || submission.confidential ? 'It is confidential: it is not published anyway.' : undefined,
    redactions: own.map((one) => redactionShown(one, name)),
    form: {
      open: mine !== undefined,
      on: `“${name}”`,
      attachment: id,
      ...reasonFields(id, mine),
      buttons: [
        ...(covers('file')
          ? []
          : [{ text: 'Redact the file', hidden: `“${name}”`, name: 'step', value: 'file' }]),
        ...(covers('file name')
          ? []
          : [
              {
                text: 'Redact its name only',
                hidden: `“${name}”`,
                kind: 'secondary',
                name: 'step',
                value: 'file name',
              },
            ]),
      ],
    },
  };
}

const reasonFields = (of: string, mine: WrongRedaction | undefined) => ({
  reason: {
    name: 'reason',
    id: idOf(of, 'reason'),
    label: 'Reason',
    prompt: 'Choose a reason',
    hint: 'It is told in the place of what is left out.',
    value: mine?.reason,
    error: errorOf(mine, 'reason'),
    items: Object.entries(REASONS).map(([value, { text }]) => ({ value, text })),
  },
  note: {
    name: 'note',
    id: idOf(of, 'note'),
    label: 'Note for SECAS',
    optional: true,
    hint: 'Never published. Say it for “another reason”.',
    value: mine?.note,
    error: errorOf(mine, 'note'),
  },
});

const errorOf = (mine: WrongRedaction | undefined, field: string): string | undefined =>
  mine?.problems.find((problem) => problem.field === field)?.text;

const WHAT = { answer: 'The whole answer', file: 'The file', 'file name': 'The name of the file' };

function redactionShown({ id, covered, reason, note, words, markedBy, markedAt }: Redaction, whole: string) {
  const { covers } = covered;
  return {
    id: `redaction-${id}`,
    redaction: id,
    what: covers === 'passage' ? undefined : WHAT[covers],
    words: words ?? '',
    reason: REASONS[reason].text,
    by: [`${markedBy}, ${formatMoment(markedAt)}`, ...(note ? [note] : [])].join(' · '),
    lift: `the redaction of “${(words ?? whole).slice(0, 60)}”`,
  };
}

function earlierShown({ earlier, submission }: Redacting, action: string) {
  if (earlier.length === 0) return undefined;
  const again = earlier.filter((one) => foundAgain(one, submission).length > 0);
  const gone = earlier.filter((one) => !again.includes(one));
  return {
    title: `${counted(earlier.length, 'redaction')} of an earlier version`,
    text: 'The organisation has submitted again. Decide on each before the responses can be published.',
    action,
    again: again.map(earlierLine),
    gone: gone.map(earlierLine),
  };
}

const earlierLine = ({ id, covered, words, file, reason }: ListedEarlier) => ({
  redaction: id,
  text: words ?? (file ? `${WHAT[covered.covers as 'file']}: ${file.name}` : 'A whole answer'),
  reason: REASONS[reason].text,
});

const idOf = (of: string, field: string): string => `redact-${of}-${field}`;
