import { randomUUID } from 'node:crypto';
import type { Typed } from '../../consultations/deadlineEntry.js';
import type { Problem } from '../../errors.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import {
  LONGEST_REASON,
  LONGEST_REPLY,
  stateOf,
  type Entry,
} from '../../responses/clarifying/clarifications.rules.js';
import { threadShown } from '../../responses/clarifying/threadShown.js';
import { enterReplyPath } from '../entering/enterPaths.js';
import { formProblems } from '../../http/formProblems.js';
import { mailBeside } from '../mails/mailBeside.js';
import type { ArrivedMail, Suggested } from '../mails/mails.store.js';
import { saidOfArrival, senderOf } from '../mails/mailWords.js';
import type { OfferedMail } from '../mails/replies.store.js';
import { mailField } from '../mails/uploadMail.js';
import { placeOf } from '../place.js';
import type { FoundThread } from './deskThread.js';
import { mailLinks } from './mailLinks.js';
import { isKnown } from './sender.rules.js';

/** What the form holds: filled in from the mail, or as it came back. */
export interface ReplyFields {
  text: string;
  arrived: Typed;
  confidential: boolean;
  reason: string;
  vouched: boolean;
}

export interface ReplyFromMail {
  mail: ArrivedMail;
  /** whose the mail may be, by its sender's address */
  suggested: Suggested[];
  /** what is said in the thread is confidential whoever says it */
  beside: boolean;
  fields: ReplyFields;
}

export interface EnterReplyShown extends FoundThread {
  /** mails that are there, when none is chosen */
  offered: OfferedMail[];
  chosen: ReplyFromMail | undefined;
  /** nobody represents the organisation, so nobody is told */
  nobody: boolean;
  problems?: Problem[];
}

/** A reply that came by e-mail: first the mail, then what it replies, beside the mail. */
export function enterReplyPage(shown: EnterReplyShown) {
  const {
    consultation,
    submission,
    questionKey: question,
    ask,
    thread,
    offered,
    chosen,
    problems = [],
  } = shown;
  const { reference } = consultation;
  const { organisation } = submission;
  const at = { reference, submission: submission.id, question };
  const { errors, of } = formProblems(problems);
  const place = placeOf(consultation, 'responses', 'A reply by e-mail');
  const open = stateOf(thread) !== 'closed';
  return {
    ...place,
    breadcrumbs: [
      ...place.breadcrumbs.slice(0, -1),
      { text: organisation.name, href: paths.deskSubmission(at) },
      { text: 'Clarification', href: paths.deskClarification(at) },
      { text: 'A reply by e-mail' },
    ],
    title: `Enter a reply of ${organisation.name}`,
    errors,
    heading: {
      text: 'Enter a reply that came by e-mail',
      caption: `${organisation.name} · ${reference} · ${submission.reference}`,
    },
    notes: [
      ...(open ? [] : [{ text: 'The clarification is closed and takes no reply. Reopen it first.' }]),
      ...(open && shown.nobody
        ? [
            {
              warning: true,
              title: `Nobody acts for ${organisation.name}`,
              text: 'So nobody is told what you enter.',
            },
          ]
        : []),
    ],
    ask,
    thread: threadShown(thread, organisation.name, mailLinks(reference), submission.id),
    upload: open && !chosen ? { action: paths.deskReplyMails(at), field: mailField(of('mail')) } : undefined,
    mails:
      open && !chosen
        ? offered.map((one) => ({
            title: one.subject || 'Without a subject',
            href: enterReplyPath(at, one.id),
            text: offeredWords(one, organisation.name),
            level: 3,
          }))
        : [],
    form: open && chosen ? form(shown, chosen, of) : undefined,
    mail: open && chosen ? mailBeside(reference, chosen.mail) : undefined,
    back: { text: 'Back to the clarification', href: paths.deskClarification(at) },
  };
}

const offeredWords = (one: OfferedMail, organisation: string): string =>
  [
    `From ${senderOf(one)}${one.known ? `, who acts for ${organisation}` : ''}.`,
    `Uploaded by ${one.uploadedBy} at ${formatMoment(one.uploadedAt)}.`,
    ...(one.entered ? ['Something of the same response is entered from it.'] : []),
  ].join(' ');

function form(
  { consultation: { reference }, submission, questionKey, thread }: EnterReplyShown,
  { mail, suggested, beside, fields }: ReplyFromMail,
  of: (field: string) => string | undefined,
) {
  const { organisation } = submission;
  return {
    action: paths.deskEnterReply({ reference, submission: submission.id, question: questionKey }),
    hidden: { key: randomUUID(), seen: String(thread.at(-1)?.number ?? 0), mail: mail.id },
    text: {
      name: 'text',
      label: `What does ${organisation.name} reply?`,
      labelSize: 'm',
      hint: 'In its own words, filled in from the mail without what it repeats of earlier mails: compare it with the mail. It cannot be changed once it is entered.',
      rows: 10,
      value: fields.text,
      error: of('text'),
      data: { limit: String(LONGEST_REPLY) },
    },
    attached:
      mail.attachments.length > 0
        ? 'The mail has attachments. They stay in the mail, where its organisation and SECAS find them; the report has only what you enter here.'
        : undefined,
    arrived: {
      name: 'arrived',
      label: 'When did it reach SECAS?',
      labelSize: 'm',
      hint: `${saidOfArrival(mail, fields.arrived)}${whenAsked(thread)} London time, to the minute. It stands beside the reply, with when you enter it.`,
      value: fields.arrived,
      error: of('arrived'),
    },
    beside: beside
      ? 'What is said here is confidential, because something of the response, or of what was said before, is. The report for all says in its place that something is withheld.'
      : undefined,
    confidential: beside ? undefined : confidentialField(fields, of('reason')),
    vouched: vouchedField(organisation, suggested, fields.vouched, of('vouched')),
    told: `Whoever acts for ${organisation.name} is told, and sees all of the mail beside what you enter. Nothing of another organisation may stand in it.`,
    buttons: [{ text: 'Enter the reply' }],
  };
}

/** A reply that seems to have come before has a wrong time, or SECAS had asked in another way first. */
const whenAsked = (thread: Entry[]): string => {
  const asked = thread.findLast(({ kind }) => kind === 'asked');
  return asked ? `SECAS asked here at ${formatMoment(asked.writtenAt)}.` : '';
};

const confidentialField = ({ confidential, reason }: ReplyFields, error: string | undefined) => ({
  name: 'confidential',
  values: confidential ? ['yes'] : [],
  items: [
    {
      value: 'yes',
      text: 'The reply is confidential',
      hint: 'When the mail says so, or you are in doubt',
      reveal: {
        kind: 'textarea',
        name: 'reason',
        label: 'Why is it confidential?',
        hint: 'Others see in its place that something is withheld. What is said after it here is confidential too.',
        value: reason,
        error,
        rows: 2,
        data: { limit: String(LONGEST_REASON) },
      },
    },
  ],
});

/** Asked where the sender's address does not say whose mail it is: what is entered is shown to this organisation at once. */
function vouchedField(
  { id, name }: { id: string; name: string },
  suggested: Suggested[],
  vouched: boolean,
  error: string | undefined,
) {
  if (isKnown(id, suggested)) return undefined;
  const ours = suggested.find((one) => one.id === id)?.person;
  const others = suggested.flatMap((one) => (one.id === id ? [] : [one.name])).join(' or ');
  return {
    name: 'vouched',
    label: 'Whose mail is it?',
    labelSize: 'm',
    hint: ours
      ? `${ours} has this address, and acts for ${others} too.`
      : `Nobody who acts for ${name} has this address.${others ? ` It may be of ${others}.` : ''}`,
    values: vouched ? ['yes'] : [],
    error,
    items: [
      { value: 'yes', text: `I have looked: it is a reply of ${name}, and nothing of others stands in it` },
    ],
  };
}
