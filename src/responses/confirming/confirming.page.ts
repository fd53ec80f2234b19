import { formatBytes } from '../../attachments/formatBytes.js';
import type { OriginalFile } from '../../collation/entering/entered.store.js';
import { bodyShown } from '../../collation/mails/mailBeside.js';
import type { ArrivedMail } from '../../collation/mails/mails.store.js';
import { capital } from '../../counted.js';
import type { Problem } from '../../errors.js';
import { formatExact } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { sectionsOf } from '../submission.page.js';
import type { Submission } from '../submissions.store.js';
import { confirmationWords, reviewOf, type Transcription } from './confirming.rules.js';

export interface ConfirmingShown {
  submission: Submission;
  transcription: Transcription;
  original: OriginalFile;
  mail: ArrivedMail | undefined;
  maySubmit: boolean;
  contact: string;
  problems?: Problem[];
  typed?: string;
}

/** What came and what SECAS typed, side by side, to be confirmed by its organisation. */
export function confirmingPage(shown: ConfirmingShown) {
  const { submission, original, mail, problems = [], typed = '' } = shown;
  const { responseId: id, reference, consultation, organisation } = submission;
  const [problem] = problems;
  const whom = [
    ...submission.parties.map(({ name }) => name),
    ...(submission.forOrganisation ? [`${organisation.name} itself`] : []),
  ];
  return {
    title: `Is it as you sent it? ${reference}`,
    heading: {
      text: 'Is it as you sent it?',
      caption: `${consultation.reference} · ${consultation.title}`,
      lead: `SECAS typed what ${organisation.name} sent by ${submission.arrivedHow ?? 'e-mail'}. What came stands beside what was typed.`,
    },
    breadcrumbs: [
      { text: 'Your responses', href: paths.responses() },
      { text: reference, href: paths.submission({ id, reference }) },
      { text: 'Is it as you sent it?' },
    ],
    errors: problem ? [{ text: problem.text, href: '#wrong' }] : [],
    notes: notes(shown),
    facts: [
      {
        key: 'Reached SECAS',
        value: formatExact(submission.receivedAt),
        time: submission.receivedAt.toString(),
      },
      {
        key: 'Entered',
        value: formatExact(submission.recordedAt),
        time: submission.recordedAt.toString(),
        note: `By ${submission.submitterName}`,
      },
      { key: 'On behalf of', lines: whom },
    ],
    original: {
      title: 'What came',
      body: mail && bodyShown(mail),
      file: {
        text: `Download it as it came: ${original.name}`,
        href: paths.enteredOriginal({ id, reference }),
        note: formatBytes(original.bytes),
      },
      attached: mail?.attachments.map(({ name }) => name) ?? [],
    },
    typed: { title: 'What SECAS typed', sections: sectionsOf(submission) },
    form: mayReview(shown)
      ? {
          action: paths.confirmEntered({ id, reference }),
          confirm: { text: 'Yes, it is as we sent it', name: 'answer', value: 'confirmed' },
          wrong: {
            name: 'wrong',
            label: 'What is not as you sent it?',
            hint: 'SECAS corrects it, and asks you again. This is no place for a new answer: it must say what you sent.',
            value: typed,
            error: problem?.text,
          },
          tell: { text: 'Tell SECAS', kind: 'secondary', name: 'answer', value: 'wrong' },
        }
      : undefined,
  };
}

const isNewest = ({ siblings, reference }: Submission): boolean => siblings[0]?.reference === reference;

const mayReview = ({ submission, transcription, maySubmit }: ConfirmingShown): boolean =>
  maySubmit && !transcription.confirmed && !submission.withdrawal && isNewest(submission);

function notes({ submission, transcription, maySubmit, contact }: ConfirmingShown) {
  const { responseId: id, siblings } = submission;
  const [newest] = siblings;
  if (submission.withdrawal) return [{ text: 'It has been withdrawn, so there is nothing to confirm.' }];
  if (newest && !isNewest(submission)) {
    return [
      {
        text: 'SECAS has entered another version since.',
        link: {
          text: `Look at ${newest.reference}`,
          href: paths.confirmEntered({ id, reference: newest.reference }),
        },
      },
    ];
  }
  const review = reviewOf(transcription);
  if (review === 'confirmed') {
    return [
      {
        good: true,
        title: capital(confirmationWords(transcription)),
        text: `If something in it is wrong after all, contact ${contact}.`,
      },
    ];
  }
  return [
    ...(review === 'wrong'
      ? [
          {
            title: `${transcription.wrong!.by} told SECAS what is wrong`,
            paragraphs: [transcription.wrong!.text, 'SECAS corrects it, and asks you again.'],
          },
        ]
      : []),
    ...(maySubmit
      ? []
      : [{ text: 'A colleague who may submit can confirm it, or tell SECAS what is wrong.' }]),
  ];
}
