import { Temporal } from 'temporal-polyfill';
import { formatDeadline, formatExact, formatMoment } from '../londonTime.js';
import { paths } from '../paths.js';
import { leftOutWords } from './spokenFor.js';
import { byInstruction, type Fate } from './submissions.rules.js';
import type { Submission } from './submissions.store.js';

/** As views/partials/note.ejs takes it. */
export interface NoteShown {
  text?: string;
  title?: string;
  paragraphs?: string[];
  warning?: boolean;
  link?: { text: string; href: string };
}

/** What has to be known of a submission beside what it says: how it came, where it stands, what came of it. */
export const submissionNotes = (submission: Submission, fate: Fate, contact: string): NoteShown[] => [
  ...consentNote(submission),
  ...instructionNote(submission),
  ...standingNotes(submission, fate, contact),
  ...outcomeNote(submission),
];

/** SECAS waits for an answer. */
const consentNote = ({ consentAsked, responseId: id, reference }: Submission): NoteShown[] =>
  consentAsked
    ? [
        {
          warning: true,
          title: 'SECAS asks you not to keep something confidential any longer',
          text: 'Until somebody who may submit agrees, it stays confidential.',
          link: {
            text: 'See what would become readable, and decide',
            href: paths.consent({ id, reference }),
          },
        },
      ]
    : [];

/** Where it can be read what came of the consultation. */
function outcomeNote({ consultation, cameOf }: Submission): NoteShown[] {
  const href = paths.consultation({ reference: consultation.reference });
  if (cameOf.summary) {
    const link = { text: 'Read what we asked, what you said and what happens next', href: `${href}#summary` };
    return [{ title: 'SECAS has published its summary of this consultation', link }];
  }
  return cameOf.outcome
    ? [{ title: 'This consultation has been decided', link: { text: 'Read its outcome', href } }]
    : [];
}

/** That nobody pressed Submit for it, and what was missing then: as the record tells it. */
function instructionNote(submission: Submission): NoteShown[] {
  const { leftAt, missing, leftOut } = byInstruction(submission);
  if (!leftAt) return [];
  return [
    {
      title: 'It was submitted by instruction when the consultation closed',
      paragraphs: [
        `${submission.submitterName} left it at ${formatExact(leftAt)}. It is what was saved when it closed, and counts from the last save or from the instruction, whichever was later.`,
        ...(missing.length > 0
          ? [`Required and not answered: ${missing.map((ask) => `“${ask}”`).join('; ')}`]
          : []),
        ...(leftOut.length > 0 ? [leftOutWords(leftOut)] : []),
      ],
    },
  ];
}

/** Where it stands, and what came of it. */
function standingNotes(submission: Submission, fate: Fate, contact: string): NoteShown[] {
  const { standing, deadline, receivedAt, decision } = submission;
  const list: NoteShown[] = [];
  if (standing === 'late' && fate === 'held') {
    list.push({
      warning: true,
      title: `This consultation closed at ${formatDeadline(deadline)}`,
      paragraphs: [
        `Your response arrived at ${formatExact(receivedAt)}. Nothing is lost: it is kept exactly as you sent it. SECAS will admit or refuse it, with a reason, and you will be told by mail.`,
        `To explain why it is late, contact ${contact}.`,
      ],
    });
  }
  if (standing === 'after closure' && fate === 'held') {
    list.push({
      warning: true,
      title:
        'This reached the portal in time, but it could not be recorded before the consultation was closed',
      paragraphs: [
        `It arrived at ${formatExact(receivedAt)}; the deadline was ${formatDeadline(deadline)}. It is kept, and SECAS will decide on it with both times in front of them.`,
        `Questions? Contact ${contact}.`,
      ],
    });
  }
  if (submission.withdrawal) {
    const { by, at, reason } = submission.withdrawal;
    list.push({
      title: `${by} withdrew this at ${formatMoment(Temporal.Instant.from(at))}`,
      paragraphs: ['It does not count any more. It is kept as it was.', ...(reason ? [reason] : [])],
    });
  }
  if (decision) {
    list.push({
      title: `SECAS has ${decision.admitted ? '' : 'not '}admitted this ${standing === 'late' ? 'late ' : ''}response`,
      text: decision.reason,
      warning: !decision.admitted,
    });
  }
  const newest = submission.siblings[0];
  if (fate === 'replaced' && newest && newest.reference !== submission.reference) {
    list.push({
      text: 'You submitted again after this one, and the newer one took its place. This one is kept as it was.',
      link: {
        text: `See ${newest.reference}`,
        href: paths.submission({ id: submission.responseId, reference: newest.reference }),
      },
    });
  } else if (fate === 'replaced') {
    list.push({
      text: 'Another response speaks for these Parties now. This one is kept as it was.',
    });
  }
  return list;
}
