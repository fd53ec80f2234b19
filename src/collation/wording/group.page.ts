import type { Consultation } from '../../consultations/consultations.store.js';
import { pagesOf } from '../../consultations/pages.js';
import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import { comparerOfPage, isChanged } from '../../responses/comparing/compare.rules.js';
import { placeOf } from '../place.js';
import { wordsIn } from './paragraphs.rules.js';
import { aboutSharing, tagsOf } from './wording.page.js';
import type { GroupPage } from './wording.store.js';

export const PARAGRAPHS_PER_PAGE = 50;

/** One paragraph that several organisations share, and what each says otherwise. */
export function groupPage(consultation: Consultation, found: GroupPage, page: number) {
  const { reference } = consultation;
  const { group, count, paragraphs } = found;
  const { shown } = group;
  const place = placeOf(consultation, 'wording', counted(group.organisations, 'organisation'));
  const compare = comparerOfPage();
  const pages = pagesOf(
    page,
    Math.ceil(count / PARAGRAPHS_PER_PAGE),
    (number) => `${paths.deskWordingGroup({ reference, group: group.id })}?page=${number}`,
  );
  return {
    ...place,
    title: `${reference}: wording that ${counted(group.organisations, 'organisation')} share`,
    heading: {
      text: `Shared by ${counted(group.organisations, 'organisation')}`,
      caption: `${reference} · ${consultation.title}`,
      lead: `In ${aboutSharing(group)}.`,
    },
    shown: { text: shown.text, tags: tagsOf(shown), by: shown.submission.organisation, ask: shown.ask },
    how: 'What is underlined was added to the text above, and what is struck through is not said.',
    paragraphs: paragraphs.map((paragraph) => {
      const { submission, question, ask, text } = paragraph;
      const same = wordsIn(text).join(' ') === wordsIn(shown.text).join(' ');
      const pieces = same ? [] : compare(shown.text, text);
      return {
        respondent: {
          text: submission.organisation,
          href: `${paths.deskSubmission({ reference, submission: submission.id })}#answer-${question}`,
        },
        ask,
        tags: tagsOf(paragraph),
        same: same || !isChanged(pieces) ? 'Word for word the same.' : undefined,
        pieces,
      };
    }),
    pagination: pages && { ...pages, label: 'Pages of those who share it' },
  };
}
