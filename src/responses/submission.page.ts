import { sectionsOf } from '../consultations/questions.js';
import type { Instant } from '../db/connection.js';
import { formatDeadline, formatExact, formatMoment } from '../londonTime.js';
import { paths } from '../paths.js';
import { cells } from './answers/answerTypes.js';
import { confidentialityLines } from './check.page.js';
import { fateOf, type Fate } from './submissions.rules.js';
import type { HistoryLine, Submission } from './submissions.store.js';

const FATES: Record<Fate, { text: string; tone: string }> = {
  counts: { text: 'Counts', tone: 'good' },
  replaced: { text: 'Replaced by a newer one', tone: 'neutral' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
  held: { text: 'Late, held for SECAS', tone: 'warn' },
  refused: { text: 'Late, not admitted', tone: 'bad' },
};

const fateOfSubmission = (submission: Submission): Fate =>
  fateOf({
    standing: submission.standing,
    admitted: submission.decision?.admitted ?? null,
    withdrawn: submission.withdrawal !== null,
    represents: submission.organisationLive || submission.parties.some((party) => party.live),
  });

/** What was submitted, with its receipt. */
export function submissionPage(submission: Submission, now: Instant, contact: string, maySubmit: boolean) {
  const fate = fateOfSubmission(submission);
  const nil = submission.kind === 'nil';
  const open = now.epochNanoseconds < submission.deadline.epochNanoseconds && !submission.closed;
  return {
    title: `${submission.consultation.reference}: ${submission.reference}`,
    breadcrumbs: [
      { text: 'Your responses', href: paths.responses() },
      {
        text: submission.consultation.reference,
        href: paths.consultation({ reference: submission.consultation.reference }),
      },
      { text: submission.reference },
    ],
    receipt: {
      title: title(submission, nil),
      lines: [
        `${submission.consultation.reference}: ${submission.consultation.title}`,
        `Received at ${formatExact(submission.receivedAt)}`,
      ],
      held: submission.standing !== 'in time',
      reference: submission.reference,
    },
    notes: notes(submission, fate, contact),
    facts: facts(submission, fate),
    buttons:
      open && maySubmit && !nil && !submission.enteredBySecas
        ? [
            {
              text: 'Change and submit again',
              kind: 'secondary',
              href: paths.response({ id: submission.responseId }),
            },
          ]
        : [],
    sections: sections(submission),
    proof: {
      summary: 'What the digest proves',
      paragraphs: [
        'The SHA-256 above is taken of the canonical record (RFC 8785) of this submission: every answer, the wording of its question, the files by their own SHA-256, the Parties, the time and a random number that nobody can guess. If one letter were changed, the digest would be another. Keep the mail that you were sent: it carries the same digest.',
      ],
    },
  };
}

function title(submission: Submission, nil: boolean): string {
  if (submission.enteredBySecas) {
    return submission.standing === 'in time'
      ? 'Your response has been entered by SECAS'
      : 'Your response has been entered by SECAS, and is held';
  }
  if (submission.standing !== 'in time') return 'Your response arrived late and is held';
  return nil ? 'Your “no comment” has been received' : 'Your response has been received';
}

function notes(submission: Submission, fate: Fate, contact: string) {
  const { standing, deadline, receivedAt, decision } = submission;
  const list: {
    text?: string;
    title?: string;
    paragraphs?: string[];
    warning?: boolean;
    link?: { text: string; href: string };
  }[] = [];
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
  if (decision) {
    list.push({
      title: decision.admitted
        ? 'SECAS has admitted this late response'
        : 'SECAS has not admitted this late response',
      text: decision.reason,
      warning: !decision.admitted,
    });
  }
  const newest = submission.siblings[0];
  if (fate === 'replaced' && newest && newest.reference !== submission.reference) {
    list.push({
      text: 'You submitted again after this one, and the newer one counts. This one is kept as it was.',
      link: {
        text: `See ${newest.reference}`,
        href: paths.submission({ id: submission.responseId, reference: newest.reference }),
      },
    });
  } else if (fate === 'replaced') {
    list.push({
      text: 'Another response of your organisation speaks for these Parties now. This one is kept as it was.',
    });
  }
  return list;
}

function facts(submission: Submission, fate: Fate) {
  const parties = submission.parties.map((party) => `${party.name} (${party.category})`);
  const whom = [
    ...parties,
    ...(submission.forOrganisation ? [`${submission.organisation.name} itself`] : []),
  ];
  return [
    { key: 'Status', tag: FATES[fate] },
    { key: 'Received', value: formatExact(submission.receivedAt), time: submission.receivedAt.toString() },
    ...(submission.enteredBySecas
      ? [
          {
            key: 'Entered by',
            value: `SECAS (${submission.submitterName}) at ${formatExact(submission.recordedAt)}`,
            note: `It came by ${submission.arrivedHow ?? 'e-mail'}, and counts from when it reached SECAS`,
          },
        ]
      : []),
    { key: 'Deadline', value: formatDeadline(submission.deadline) },
    { key: 'Organisation', value: submission.organisation.name },
    { key: 'On behalf of', lines: whom },
    ...(submission.enteredBySecas ? [] : [{ key: 'Submitted by', value: submission.submitterName }]),
    ...(submission.kind === 'nil'
      ? []
      : [{ key: 'Confidentiality', lines: confidentialityLines(submission) }]),
    { key: 'SHA-256', value: submission.digest, digest: true },
    {
      key: 'Version',
      value: `${submission.number} of ${submission.siblings.length}`,
      actions:
        submission.siblings.length > 1
          ? [{ text: 'History', href: paths.history({ id: submission.responseId }) }]
          : undefined,
    },
  ];
}

function sections(submission: Submission) {
  const questions = submission.answers.map((answer) => answer.question);
  const shown = sectionsOf(questions).map((section) => ({
    title: section.title,
    answers: section.questions.map((question) => {
      const answer = submission.answers.find((one) => one.question.key === question.key);
      return {
        ask: question.ask,
        lines: answer ? cells(question, answer.value) : [],
        confidential: answer?.confidential ? answer.reason : undefined,
        files: filesOf(submission, question.key),
      };
    }),
  }));
  const others = submission.attachments.filter(
    (file) => !questions.some((question) => question.key === file.questionKey),
  );
  if (others.length === 0) return shown;
  const files = {
    ask: 'Supporting documents',
    lines: [],
    files: others.map((file) => fileShown(submission, file)),
  };
  return [...shown, { title: 'Files', answers: [files] }];
}

const filesOf = (submission: Submission, key: string) =>
  submission.attachments
    .filter((file) => file.questionKey === key)
    .map((file) => fileShown(submission, file));

const fileShown = (submission: Submission, file: Submission['attachments'][number]) => ({
  text: file.name,
  href: paths.submissionAttachment({
    id: submission.responseId,
    reference: submission.reference,
    attachment: file.id,
  }),
  note: file.confidential ? `confidential: ${file.reason}` : undefined,
});

/** Every submission of one response, the newest first. */
export function historyPage(
  lines: HistoryLine[],
  responseId: string,
  consultation: { reference: string; title: string },
) {
  return {
    title: `History of your response to ${consultation.reference}`,
    heading: {
      text: 'History of your response',
      caption: `${consultation.reference} · ${consultation.title}`,
    },
    breadcrumbs: [
      { text: 'Your responses', href: paths.responses() },
      { text: consultation.reference, href: paths.response({ id: responseId }) },
      { text: 'History' },
    ],
    table: {
      caption: 'Submissions',
      captionHidden: true,
      columns: [{ text: 'Reference' }, { text: 'Received' }, { text: 'Submitted by' }, { text: 'Status' }],
      rows: lines.map((line) => [
        {
          text: line.reference,
          href: paths.submission({ id: responseId, reference: line.reference }),
          note: line.kind === 'nil' ? 'No comment' : `Version ${line.number}`,
        },
        { text: formatMoment(line.receivedAt), time: line.receivedAt.toString() },
        line.submitterName,
        { tag: FATES[fateOf(line)] },
      ]),
      empty: 'Nothing has been submitted yet. What you submit is listed here with its receipt, and stays.',
    },
  };
}
