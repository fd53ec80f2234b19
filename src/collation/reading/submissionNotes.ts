import { Temporal } from 'temporal-polyfill';
import { counted } from '../../counted.js';
import { formatDeadline, formatExact, formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { Fate } from '../../responses/submissions.rules.js';
import { fateOf } from '../../responses/submissions.rules.js';
import type { Submission } from '../../responses/submissions.store.js';
import { submissionUrl } from './filters.js';
import type { ReadSubmission } from './readSubmission.js';

/** As views/partials/note.ejs takes it. */
interface Note {
  title?: string;
  text?: string;
  paragraphs?: string[];
  warning?: boolean;
  link?: { text: string; href: string };
}

/** What must be known before a submission is read: confidentiality, lateness, and that another one counts. */
export function submissionNotes(read: ReadSubmission, fate: Fate): Note[] {
  const { submission } = read;
  return [
    ...(submission.confidential
      ? [{ warning: true, title: 'The whole response is confidential', text: submission.confidentialReason }]
      : []),
    ...(submission.nameConfidential
      ? [
          {
            warning: true,
            title: 'The respondent’s name is confidential',
            paragraphs: [
              submission.nameConfidentialReason,
              'In the version of the report for all, your comments beside it are left out: they might give the name away.',
            ],
          },
        ]
      : []),
    ...wrongNote(submission),
    ...lateNotes(read, fate),
    ...(submission.withdrawal ? [withdrawnNote(submission.withdrawal)] : []),
    ...(fate === 'replaced' ? [replacedNote(read)] : []),
    ...(read.sharing > 0 ? [sharedNote(read)] : []),
  ];
}

/** Its organisation says that SECAS typed something else than it sent. */
function wrongNote({ transcription, siblings, reference, responseId }: Submission): Note[] {
  if (!transcription?.wrong || transcription.confirmed || siblings[0]?.reference !== reference) return [];
  const { by, at, text } = transcription.wrong;
  return [
    {
      warning: true,
      title: `${by} says that it is not as it was sent`,
      paragraphs: [
        text,
        `Said at ${formatMoment(Temporal.Instant.from(at))}. Once it is corrected they are asked again.`,
      ],
      link: { text: 'Correct what was entered', href: paths.response({ id: responseId }) },
    },
  ];
}

const withdrawnNote = ({ by, at, reason }: NonNullable<Submission['withdrawal']>): Note => ({
  title: `${by} withdrew it at ${formatMoment(Temporal.Instant.from(at))}`,
  text: reason || 'No reason was given.',
});

function lateNotes({ consultation: { reference }, submission, late }: ReadSubmission, fate: Fate): Note[] {
  if (!late) return [];
  const { receivedAt, deadline, recordedAt, decision } = late;
  if (decision) {
    return [
      {
        title: !decision.admitted
          ? 'It has not been admitted'
          : submission.standing === 'late'
            ? 'It was late and has been admitted'
            : 'It has been admitted',
        paragraphs: [
          decision.reason,
          `${decision.decidedBy.name} decided this at ${formatMoment(decision.decidedAt)}.`,
        ],
      },
    ];
  }
  if (fate !== 'held') return [];
  const when =
    submission.standing === 'late'
      ? `It arrived at ${formatExact(receivedAt)}; the deadline was ${formatDeadline(deadline)}.`
      : `It arrived in time, at ${formatExact(receivedAt)}, and was recorded at ${formatExact(recordedAt)}, after the closure had been written.`;
  return [
    {
      warning: true,
      title: 'It waits for your decision',
      text: `${when} Until it is admitted it speaks for nobody.`,
      link: {
        text: 'Admit or refuse it',
        href: paths.deskLateDecision({ reference, submission: submission.id }),
      },
    },
  ];
}

function replacedNote({ consultation: { reference }, submission, thread, seen }: ReadSubmission): Note {
  const counting = thread.find((one) => fateOf(one) === 'counts');
  if (!counting || counting.id === submission.id) {
    return { text: 'Another response speaks for its Parties now. This one is kept as it was.' };
  }
  return {
    text: 'A newer version counts. This one is kept as it was.',
    link: {
      text: `Read ${counting.reference}`,
      href: submissionUrl(reference, counting.id, seen.filters),
    },
  };
}

const sharedNote = ({ consultation: { reference }, submission, sharing }: ReadSubmission): Note => ({
  text: `Nearly the same text, in a paragraph or more, as ${counted(sharing, 'other organisation')}.`,
  link: {
    text: 'Compare what they share',
    href: `${paths.deskWording({ reference })}?of=${submission.id}`,
  },
});
