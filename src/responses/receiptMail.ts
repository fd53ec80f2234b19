import type { Config } from '../config.js';
import { formatDeadline, formatExact } from '../londonTime.js';
import { layoutMail } from '../notices/layoutMail.js';
import { PRIORITY, type NewMail } from '../notices/outbox.store.js';
import { paths } from '../paths.js';
import { MAKES_PDF } from '../pdf/compiler.js';
import type { Person } from '../people/viewer.js';
import { answerText } from './answers/answerTypes.js';
import type { Frozen, Sealed } from './freeze.js';
import { leftOutWords } from './spokenFor.js';

/** Mail is not a safe place: a long answer is cut here and stands in full in the portal. */
const LONGEST_ANSWER = 3_000;

/** Whose receipt it is. */
interface ReceiptOf {
  responseId: string;
  by: { name: string };
  approver: string | undefined;
  /** asked whether what SECAS typed is as it was sent */
  toConfirm?: boolean;
}

/**
 * The receipt by mail: reference, exact time, who submitted, what was submitted, digest. Confidential answers and files are named
 * but not repeated, because mail is forwarded. Of what SECAS entered it tells the organisation that, and when it came.
 */
export function receiptMail(
  config: Pick<Config, 'baseUrl' | 'serviceName' | 'serviceContact'>,
  to: Person,
  { responseId, by, approver, toConfirm = false }: ReceiptOf,
  frozen: Frozen,
  sealed: Sealed,
): NewMail {
  const submission = { id: responseId, reference: sealed.reference };
  const url = config.baseUrl + paths.submission(submission);
  const inTime = frozen.standing === 'in time';
  const subject = `${what(frozen)}${toConfirm ? ', please confirm' : ''}: ${frozen.consultation.reference}, ${sealed.reference}`;
  const body = layoutMail(config, [
    `Dear ${to.name},`,
    ...(frozen.enteredBySecas
      ? entered(
          frozen,
          config.serviceContact,
          toConfirm ? config.baseUrl + paths.confirmEntered(submission) : undefined,
        )
      : inTime
        ? [acknowledged(frozen), ...byInstruction(frozen, by)]
        : [held(frozen, config.serviceContact)]),
    [
      `Consultation: ${frozen.consultation.title} (${frozen.consultation.reference})`,
      `Reference: ${sealed.reference}`,
      `Received: ${formatExact(frozen.receivedAt)}`,
      ...(frozen.enteredBySecas ? [] : [`Submitted by: ${by.name}`]),
      ...(approver ? [`Approved by: ${approver}`] : []),
      `Organisation: ${frozen.organisation.name}`,
      `On behalf of: ${onBehalfOf(frozen)}`,
      `Fingerprint (SHA-256): ${sealed.digest}`,
      `Signature (Ed25519, key ${sealed.signed.key}): ${sealed.signed.signature}`,
    ].join('\n'),
    [
      `See the submission, and download its signed receipt: ${url}`,
      ...(MAKES_PDF ? [`As PDF: ${config.baseUrl}${paths.receiptPdf(submission)}`] : []),
    ].join('\n'),
    ...(frozen.confidential
      ? ['The whole response is confidential, so its answers are not repeated here.']
      : whatWasSaid(frozen)),
  ]);
  return { kind: 'receipt', priority: PRIORITY.receipt, personId: to.id, to: to.email, subject, body };
}

function what({ enteredBySecas, standing }: Frozen): string {
  if (enteredBySecas) return standing === 'in time' ? 'Entered by SECAS' : 'Entered by SECAS, held';
  if (standing === 'after closure') return 'Received in time, held';
  return standing === 'in time' ? 'Received' : 'Received late, held';
}

/** To the representatives of an organisation whose response came by e-mail or on paper. */
const entered = (frozen: Frozen, contact: string, confirm: string | undefined): string[] => [
  `SECAS has entered a response of ${frozen.organisation.name} that came by ${frozen.arrivedHow ?? 'e-mail'} and reached SECAS at ${formatExact(frozen.receivedAt)}.`,
  frozen.standing === 'in time'
    ? `The deadline is ${formatDeadline(frozen.deadline)}: it is in time, and counts.`
    : `The deadline was ${formatDeadline(frozen.deadline)}. It is kept and held: SECAS will admit or refuse it and tell you.`,
  confirm
    ? `Is it as you sent it? Please compare it with what came, and confirm it or say what is wrong:\n${confirm}\nUntil then the report says that it is not confirmed.`
    : `If something in it is not as you sent it, tell a colleague who may submit, or contact ${contact}.`,
];

/** To all representatives: nobody pressed Submit for this one. */
const byInstruction = ({ instructionLeftAt, missing, leftOut }: Frozen, by: { name: string }): string[] =>
  instructionLeftAt
    ? [
        `It was submitted by instruction: ${by.name} left it at ${formatExact(instructionLeftAt)} to be submitted as it was saved when the consultation closed.`,
        ...(missing.length > 0
          ? [`Required, and not answered: ${missing.map(({ ask }) => `“${ask}”`).join('; ')}`]
          : []),
        ...(leftOut.length > 0 ? [leftOutWords(leftOut)] : []),
      ]
    : [];

const acknowledged = (frozen: Frozen): string =>
  frozen.kind === 'nil'
    ? 'Your answer “no comment” was received in time.'
    : `Your response was received in time.${frozen.instructionLeftAt ? '' : ' You may change it and submit again until the deadline.'}`;

const held = (frozen: Frozen, contact: string): string =>
  `The deadline was ${formatDeadline(frozen.deadline)}. Your response arrived at ${formatExact(frozen.receivedAt)}${frozen.standing === 'after closure' ? ', in time, but could not be recorded before the consultation was closed' : ''}. ` +
  `It is kept and held: SECAS will admit or refuse it and tell you. If you want to explain, contact ${contact}.`;

const onBehalfOf = (frozen: Frozen): string =>
  [
    ...frozen.parties.map((party) => `${party.name} (${party.category})`),
    ...(frozen.forOrganisation ? [frozen.organisation.name] : []),
  ].join('; ');

function whatWasSaid(frozen: Frozen): string[] {
  const answers = frozen.answers.map(({ question, value, confidential }) => {
    const text = confidential ? '(confidential: it stands in the portal)' : cut(answerText(question, value));
    return `${question.ask}\n${text}`;
  });
  const files = frozen.attachments.map(({ name, sha256, confidential }) =>
    confidential ? '(a confidential file)' : `${name} (SHA-256: ${sha256})`,
  );
  return [...answers, ...(files.length > 0 ? [['Files:', ...files].join('\n')] : [])];
}

const cut = (text: string): string =>
  text.length > LONGEST_ANSWER ? `${text.slice(0, LONGEST_ANSWER)} … (it goes on in the portal)` : text;
