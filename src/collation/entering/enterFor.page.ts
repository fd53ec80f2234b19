import { ACCEPTED_EXTENSIONS, ACCEPTED_WORDS } from '../../attachments/acceptedTypes.js';
import { formatBytes } from '../../attachments/formatBytes.js';
import type { Problem } from '../../errors.js';
import { formatDeadline } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { PartyAtWork, SpokenForAtWork, Work } from '../../responses/drafting/work.store.js';
import { closesFor } from '../../consultations/consultations.rules.js';
import type { ArrivedMail } from '../mails/mails.store.js';
import { saidOfArrival, senderOf } from '../mails/mailWords.js';
import { enterPath } from './enterPaths.js';
import { WAYS } from './entered.rules.js';
import { arrivedTyped, ITSELF, type EnterForm } from './enterForm.js';
import { formProblems } from '../../http/formProblems.js';
import { placeOf } from '../place.js';

/** What SECAS says of a response that came by e-mail or on paper, before typing what it says. */
export function enterForPage(
  work: Work,
  form: EnterForm,
  maxBytes: number,
  { mail, problems = [] }: { mail?: ArrivedMail | undefined; problems?: Problem[] } = {},
) {
  const { consultation, organisation } = work;
  const { reference, title } = consultation;
  const { errors, of } = formProblems(problems);
  const closesAt = closesFor(work.closesAt, work.ownExtension);
  return {
    ...placeOf(consultation, 'enter', organisation.name),
    title: `Enter a response of ${organisation.name}`,
    errors,
    heading: {
      text: organisation.name,
      caption: `${reference} · ${title}`,
      lead: `Say when it reached SECAS${mail ? '' : ' and attach it as it came'}. You then type what it says, check it and submit it.`,
    },
    action: paths.deskEnterFor({ reference, organisation: organisation.id }),
    id: form.id,
    mail: mail && mailShown(reference, mail),
    parties: {
      name: 'parties',
      label: 'On whose behalf is it?',
      labelSize: 'm',
      values: form.parties,
      error: of('parties'),
      items: [
        ...work.parties.map((party) => ({ value: party.id, text: party.name, hint: partyHint(party) })),
        {
          value: ITSELF,
          text: `${organisation.name} itself`,
          hint: ['As an organisation, not for a Party', ...spoken(work.itself)].join(' · '),
        },
      ],
    },
    arrived: {
      name: 'arrived',
      label: 'When did it reach SECAS?',
      labelSize: 'm',
      hint: `${mail ? saidOfArrival(mail, arrivedTyped(form)) : ''}London time, to the minute. This decides whether it is in time, not when you enter it: the deadline ${work.closed ? 'was' : 'is'} ${formatDeadline(closesAt)}.`,
      value: arrivedTyped(form),
      error: of('arrived'),
    },
    how: {
      name: 'how',
      label: 'How did it come?',
      labelSize: 'm',
      value: form.how,
      error: of('how'),
      items: Object.entries(WAYS).map(([value, text]) => ({ value, text })),
    },
    original: mail
      ? undefined
      : {
          name: 'original',
          label: 'The original',
          labelSize: 'm',
          hint: `${problems.length > 0 ? 'If you had chosen the file, choose it again. ' : ''}The e-mail saved as PDF, a scan of the letter, or your note of the call: ${ACCEPTED_WORDS}, up to ${formatBytes(maxBytes)}. Its organisation will see it.`,
          accept: ACCEPTED_EXTENSIONS,
          error: of('original'),
        },
    buttons: [
      { text: 'Go on to what it says' },
      { text: 'Another organisation', kind: 'link', href: enterPath(reference, mail?.id) },
    ],
  };
}

/** The mail in the place of a file to choose. */
const mailShown = (reference: string, mail: ArrivedMail) => ({
  id: mail.id,
  title: 'The original',
  link: { text: mail.subject || mail.file.name, href: paths.deskMail({ reference, mail: mail.id }) },
  from: senderOf(mail),
  note: 'It is kept as it came. The organisation’s representatives will see it beside what you type.',
});

const partyHint = ({ category, asked, drafted, spokenFor }: PartyAtWork): string =>
  [
    category,
    ...(asked ? [] : ['not among those asked']),
    ...spoken(spokenFor),
    ...(drafted ? ['its representatives have a draft'] : []),
  ].join(' · ');

const spoken = (spokenFor: SpokenForAtWork | null): string[] =>
  spokenFor
    ? [`${spokenFor.nil ? '“no comment”' : 'submission'} ${spokenFor.reference} speaks for it now`]
    : [];
