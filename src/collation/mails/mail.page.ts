import { formatBytes } from '../../attachments/formatBytes.js';
import { extensionOf } from '../../attachments/names.js';
import type { Consultation } from '../../consultations/consultations.store.js';
import type { Question } from '../../consultations/questions.js';
import type { Instant } from '../../db/connection.js';
import type { Problem } from '../../errors.js';
import { formatExact } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { WaitingThread } from '../../responses/clarifying/clarifications.store.js';
import { enterForPath, enterPath, enterReplyPath } from '../entering/enterPaths.js';
import { formProblems } from '../../http/formProblems.js';
import { placeOf } from '../place.js';
import type { MailAttachment } from './mailFacts.js';
import type { ArrivedMail, Suggested } from './mails.store.js';
import { arrivalOf } from './mailTimes.rules.js';
import { bodyShown } from './mailBeside.js';
import { senderOf } from './mailWords.js';

export interface MailShown {
  mail: ArrivedMail;
  suggested: Suggested[];
  /** what SECAS asked those, and waits to have clarified */
  waiting: WaitingThread[];
  /** the questions that are answered by files, of the response that is entered from it */
  fileQuestions: Question[];
  now: Instant;
  problems?: Problem[];
}

/** A mail that SECAS uploaded: what is read in it, whose response it may be, and what can be taken out of it. */
export function mailPage(consultation: Consultation, shown: MailShown) {
  const { mail, suggested, waiting, problems = [] } = shown;
  const { reference, title } = consultation;
  const { errors, of } = formProblems(problems);
  const used = mail.response ?? mail.replied;
  return {
    ...placeOf(consultation, 'enter', mail.subject || 'A mail'),
    title: `Mail: ${mail.subject || 'without a subject'}`,
    errors,
    heading: { text: mail.subject || 'Without a subject', caption: `${reference} · ${title}` },
    notes: notes(shown),
    facts: facts(reference, mail),
    body: bodyShown(mail),
    attachments: {
      caption: 'Attachments',
      none: 'It has none.',
      list: mail.attachments.map((one, place) => attachment(reference, shown, one, place, of)),
    },
    response: mail.response && {
      text: mail.response.submitted
        ? `It is entered as the response of ${mail.response.organisation}, and submitted.`
        : `It is being entered as the response of ${mail.response.organisation}.`,
      link: { text: 'The response', href: paths.response({ id: mail.response.id }) },
    },
    replied: mail.replied && {
      text: `What ${mail.replied.organisation} replied to clarifications is entered from it. If it also holds its response anew, enter that by its organisation, with this file as what it was sent in.`,
      links: mail.replied.threads.map(({ submission, questionKey: question }, index, { length }) => ({
        text: length === 1 ? 'The clarification' : `Clarification ${index + 1}`,
        href: paths.deskClarification({ reference, submission, question }),
      })),
    },
    replying:
      waiting.length > 0
        ? {
            title: 'Is it a reply to a clarification?',
            threads: waiting.map(({ organisation, submission, questionKey: question, ask }) => ({
              text: `${organisation}: “${ask}”`,
              href: enterReplyPath({ reference, submission: submission.id, question }, mail.id),
              note: submission.reference,
            })),
          }
        : undefined,
    choosing: used
      ? undefined
      : {
          title: 'Whose response is it?',
          suggested: suggested.map(({ id, name, person }) => ({
            text: name,
            href: enterForPath({ reference, organisation: id }, mail.id),
            note: person
              ? `${person} represents it and has this address`
              : `Somebody who represents it has an address at ${mail.senderAddress.split('@').at(-1)}`,
          })),
          none: 'Nobody who represents an organisation here writes from this address or its domain.',
          other: {
            text: suggested.length > 0 ? 'Another organisation' : 'Choose the organisation',
            href: enterPath(reference, mail.id),
          },
          caution: 'Anybody can write any sender into a mail: look whether what it says fits.',
        },
    discard: used ? undefined : paths.deskDiscardMail({ reference, mail: mail.id }),
  };
}

function notes({ mail, now }: MailShown) {
  const arrival = arrivalOf(mail, now);
  const ahead = [mail.deliveredAt, mail.headerAt].some(
    (at) => at !== null && at.epochNanoseconds > now.epochNanoseconds,
  );
  return [
    ...(mail.file.scan === 'infected'
      ? [
          {
            warning: true,
            title: 'A virus was found in it',
            text: 'Nobody can download it, and nothing is taken out of it. Its text is shown below.',
          },
        ]
      : []),
    ...(mail.file.scan === 'waiting' ? [{ text: 'It waits for its virus scan.' }] : []),
    ...(ahead
      ? [
          {
            warning: true,
            title: 'It says a time that has not come yet',
            text: 'The clock of a computer on its way was wrong, or somebody wrote the time in. Find out when it reached SECAS.',
          },
        ]
      : []),
    ...(!arrival && !ahead
      ? [
          {
            warning: true,
            title: 'It does not say when it was sent',
            text: 'There is no date in its header, or none that the portal can read. Find out when it reached SECAS.',
          },
        ]
      : []),
  ];
}

function facts(reference: string, mail: ArrivedMail) {
  const { headerAt, deliveredAt, uploadedAt, file } = mail;
  return [
    { key: 'From', value: senderOf(mail) },
    {
      key: 'Date in its header',
      value: headerAt ? formatExact(headerAt) : undefined,
      time: headerAt?.toString(),
      none: 'None that can be read',
      note: 'Written by the sender’s computer',
    },
    {
      key: 'Last mail server',
      value: deliveredAt ? formatExact(deliveredAt) : undefined,
      time: deliveredAt?.toString(),
      none: 'It does not say',
      note: 'When the last server on its way had it',
    },
    {
      key: 'Uploaded',
      value: formatExact(uploadedAt),
      time: uploadedAt.toString(),
      note: `By ${mail.uploadedBy}`,
    },
    {
      key: 'The mail as it came',
      value: file.name,
      href: paths.deskMailFile({ reference, mail: mail.id }),
      note: formatBytes(file.bytes),
    },
    { key: 'Fingerprint (SHA-256)', value: file.sha256, digest: true },
  ];
}

function attachment(
  reference: string,
  { mail, fileQuestions }: MailShown,
  { name, bytes }: MailAttachment,
  place: number,
  of: (field: string) => string | undefined,
) {
  const at = { reference, mail: mail.id, place: String(place) };
  const id = `attached-${place}`;
  const [only, ...others] = fileQuestions;
  return {
    id,
    name,
    note: formatBytes(bytes),
    error: of(id),
    take:
      mail.response && only
        ? {
            action: paths.deskTakeAttached(at),
            question: others.length === 0 ? only.key : undefined,
            field: {
              id: `${id}-question`,
              name: 'question',
              label: 'As the answer to',
              value: only.key,
              items: fileQuestions.map(({ key, ask }) => ({ value: key, text: ask })),
            },
          }
        : undefined,
    word:
      mail.response && extensionOf(name) === '.docx'
        ? { action: paths.bringInAttached({ id: mail.response.id, place: String(place) }) }
        : undefined,
  };
}
