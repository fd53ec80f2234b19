import type { Consultation } from '../../consultations/consultations.store.js';
import type { Problem } from '../../errors.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { MOST_FOUND, type BeingEntered, type FoundOrganisation } from './entered.store.js';
import type { ArrivedMail, ListedMail } from '../mails/mails.store.js';
import { senderOf } from '../mails/mailWords.js';
import { mailField } from '../mails/uploadMail.js';
import type { SaidWrong } from '../../responses/confirming/confirming.store.js';
import { enterForPath, enterPath } from './enterPaths.js';
import { formProblems } from '../../http/formProblems.js';
import { placeOf } from '../place.js';

/** So many are listed before anything is searched for; of more a name has to be begun. */
const MOST_UNASKED = 10;

export interface Choosing {
  search: string;
  /** of an organisation that is not known yet */
  name: string;
  problems: Problem[];
  /** whose organisation is chosen */
  mail?: ArrivedMail | undefined;
}

export interface EnterFacts {
  organisations: { found: FoundOrganisation[]; more: boolean };
  beingEntered: BeingEntered[];
  mails: ListedMail[];
  saidWrong: SaidWrong[];
}

/** Choosing the organisation whose response came by e-mail or on paper, and what is being entered already. */
export function enterPage(
  consultation: Consultation,
  { organisations, beingEntered, mails, saidWrong }: EnterFacts,
  { search, name, problems, mail }: Choosing,
) {
  const { reference, title } = consultation;
  const { errors, of } = formProblems(problems);
  const { found, more } = organisations;
  const few = found.length <= MOST_UNASKED && !more;
  const listed = search !== '' || few ? found : [];
  return {
    ...placeOf(consultation, 'enter'),
    title: `${reference}: enter a response`,
    errors,
    heading: {
      text: 'Enter a response',
      caption: `${reference} · ${title}`,
      lead: 'One that came by e-mail, on paper or by telephone. It counts from when it reached SECAS, and its original is kept beside it.',
    },
    begun: mail ? [] : beingEntered.map((one) => begun(reference, one)),
    upload: mail
      ? undefined
      : {
          action: paths.deskMails({ reference }),
          field: mailField(of('mail')),
        },
    mails: mail ? [] : mails.map((one) => waiting(reference, one)),
    wrong: mail
      ? []
      : saidWrong.map(({ submissionId, organisation, reference: receipt, by, at }) => ({
          title: organisation,
          href: paths.deskSubmission({ reference, submission: submissionId }),
          text: `${receipt}. ${by} said so at ${formatMoment(at)}.`,
          level: 3,
        })),
    chosen: mail && {
      id: mail.id,
      note: {
        text: `For the mail “${mail.subject || 'without a subject'}” from ${senderOf(mail)}.`,
        link: { text: 'Back to the mail', href: paths.deskMail({ reference, mail: mail.id }) },
      },
    },
    search: {
      action: paths.deskEnter({ reference }),
      field: {
        name: 'search',
        label: 'Organisation or Party',
        hint: few ? undefined : 'Part of its name is enough',
        type: 'search',
        value: search,
        spellcheck: false,
      },
      clear: search ? enterPath(reference, mail?.id) : undefined,
    },
    table:
      listed.length > 0
        ? {
            caption: caption(listed.length, more, search),
            columns: [{ text: 'Organisation' }, { text: 'Its Parties' }],
            rows: listed.map((one) => [
              {
                text: one.name,
                href: enterForPath({ reference, organisation: one.id }, mail?.id),
              },
              partiesOf(one),
            ]),
          }
        : undefined,
    empty:
      search === ''
        ? undefined
        : { title: 'Nobody found', text: 'Try part of a name, or name the organisation below.' },
    other: {
      action: paths.deskEnter({ reference }),
      field: {
        name: 'name',
        label: 'Name of the organisation',
        hint: 'For one that is not in the list: a charity, a trade body, a meter maker. It then answers for itself.',
        value: name,
        error: of('name'),
      },
    },
  };
}

/** One that is being entered: going on with it, its original, and taking it back. */
function begun(reference: string, one: BeingEntered) {
  const values = { reference, response: one.id };
  return {
    fileId: `original-${one.id}`,
    title: one.organisation,
    href: paths.response({ id: one.id }),
    parties: one.parties.join(', '),
    about: `Arrived at ${formatMoment(one.arrivedAt)} by ${one.arrivedHow}. ${one.startedBy} began to enter it; last saved at ${formatMoment(one.savedAt)}.`,
    submitted: one.submitted
      ? 'Submitted before, and changed since: the changes are not submitted.'
      : undefined,
    original: { text: one.original, href: paths.deskEnteredOriginal(values) },
    replace: one.submitted ? undefined : paths.deskEnteredOriginal(values),
    discard: one.submitted ? undefined : paths.deskDiscardEntered(values),
    mail: one.mailId ? paths.deskMail({ reference, mail: one.mailId }) : undefined,
  };
}

/** A mail that was uploaded, from which nothing is entered yet. */
const waiting = (reference: string, one: ListedMail) => ({
  title: one.subject || 'Without a subject',
  href: paths.deskMail({ reference, mail: one.id }),
  text: `From ${senderOf(one)}. Uploaded by ${one.uploadedBy} at ${formatMoment(one.uploadedAt)}.`,
  level: 3,
});

function partiesOf({ name, parties }: FoundOrganisation) {
  if (parties.length === 0) return 'None: it answers for itself';
  if (parties.length === 1 && parties[0] === name) return 'The same';
  return {
    lines: parties.length <= 4 ? parties : [...parties.slice(0, 3), `and ${parties.length - 3} more`],
  };
}

function caption(found: number, more: boolean, search: string): string {
  if (more) return `The first ${MOST_FOUND}: search for others`;
  return search ? `${found} found` : `${found} ${found === 1 ? 'organisation' : 'organisations'}`;
}
