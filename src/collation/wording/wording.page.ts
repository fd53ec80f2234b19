import type { Consultation } from '../../consultations/consultations.store.js';
import { pagesOf } from '../../consultations/pages.js';
import type { Question } from '../../consultations/questions.js';
import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import type { Submission } from '../../responses/submissions.store.js';
import { placeOf } from '../place.js';
import { hasParts } from '../themes/coding/passages.rules.js';
import type { Sharing, SharedParagraph, WordingGroup } from './wording.store.js';

export const GROUPS_PER_PAGE = 20;

interface Asked {
  question: string;
  /** the submission whose groups are shown */
  of: Submission | undefined;
  page: number;
}

/** What several organisations say in nearly the same words, the most widely shared first. */
export function wordingPage(
  consultation: Consultation,
  asked: Asked,
  found: { count: number; groups: WordingGroup[]; questions: Question[]; waiting: number },
) {
  const { reference } = consultation;
  const { question, of } = asked;
  const address = (given: Record<string, string>) => {
    const said = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== '')).toString();
    return `${paths.deskWording({ reference })}${said && `?${said}`}`;
  };
  const narrowed = { question, of: of?.id ?? '' };
  const pages = pagesOf(asked.page, Math.ceil(found.count / GROUPS_PER_PAGE), (number) =>
    address({ ...narrowed, page: String(number) }),
  );
  const isNarrowed = question !== '' || of !== undefined;
  return {
    ...placeOf(consultation, 'wording'),
    title: `${reference}: shared wording`,
    heading: {
      text: 'Shared wording',
      caption: `${reference} · ${consultation.title}`,
      lead: 'Paragraphs that are nearly the same in the responses of two organisations or more, so that a campaign is seen as one. Each response still counts on its own.',
    },
    filter: {
      action: paths.deskWording({ reference }),
      hidden: of ? { of: of.id } : {},
      field: {
        name: 'question',
        label: 'Question',
        value: question,
        prompt: 'All questions',
        items: found.questions.filter(hasParts).map(({ key, ask }) => ({ value: key, text: ask })),
      },
      clear: isNarrowed ? { text: 'Show all', href: address({}) } : undefined,
    },
    of: of && {
      text: `What ${of.organisation.name} shares with others`,
      href: paths.deskSubmission({ reference, submission: of.id }),
    },
    said: found.count > 0 ? counted(found.count, 'shared paragraph') : undefined,
    groups: found.groups.map(({ id, shown, ...sharing }) => ({
      title: counted(sharing.organisations, 'organisation'),
      about: aboutSharing(sharing),
      href: paths.deskWordingGroup({ reference, group: id }),
      link: 'Compare what each says',
      ask: shown.ask,
      tags: tagsOf(shown),
      text: shown.text,
    })),
    pagination: pages && { ...pages, label: 'Pages of shared wording' },
    waiting: waitingSaid(found.waiting),
    empty: {
      title: isNarrowed ? 'Nothing here is shared' : 'No shared wording',
      text: isNarrowed
        ? 'No paragraph here is nearly the same as one of another organisation.'
        : 'As soon as two organisations say nearly the same in a paragraph of twelve words or more, it is shown here. Shorter ones, such as “No comment”, are left out, and so are the versions of one response.',
    },
  };
}

/** `7 responses, for 12 Parties` */
export const aboutSharing = ({ responses, parties }: Sharing): string =>
  `${counted(responses, 'response')}, for ${counted(parties, 'Party', 'Parties')}`;

export const tagsOf = ({ confidential, nameConfidential }: SharedParagraph) => [
  ...(confidential ? [{ text: 'Confidential', tone: 'warn' }] : []),
  ...(nameConfidential ? [{ text: 'Name confidential', tone: 'warn' }] : []),
];

const waitingSaid = (waiting: number): string | undefined =>
  waiting > 0
    ? `${counted(waiting, 'response')} that arrived just now ${waiting === 1 ? 'is' : 'are'} not compared yet: load the page again in a minute.`
    : undefined;
