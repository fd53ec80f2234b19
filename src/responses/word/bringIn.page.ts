import { overWord } from '../submissions.rules.js';
import type { Instant } from '../../db/connection.js';
import { paths } from '../../paths.js';
import { deadlineBlock } from '../deadlineBlock.page.js';
import type { Draft } from '../drafting/drafts.store.js';

/** Where a Word form is downloaded, and brought in after editing. */
export function bringInPage(draft: Draft, now: Instant, problem?: string) {
  const { id } = draft;
  const readOnly = draft.decided && !draft.enteredBySecas;
  return {
    ...frameOf(draft, now),
    title: 'Answer in Word',
    heading: {
      text: 'Answer in Word',
      caption: `${draft.consultation.reference} · ${draft.consultation.title}`,
    },
    errors: problem ? [{ text: problem, href: '#file' }] : [],
    note: readOnly
      ? { text: `This consultation has been ${overWord(draft)}, so the draft can be read but not changed.` }
      : undefined,
    downloads: [
      { text: 'Download the form with the answers so far (Word)', href: paths.responseWordForm({ id }) },
      { text: 'The same to read or print', href: paths.responseForm({ id }) },
    ],
    upload: readOnly
      ? undefined
      : {
          action: paths.bringIn({ id }),
          file: {
            name: 'file',
            label: 'The form that you have filled in',
            hint: 'A Word document (.docx). You see what would change before anything is saved, and nothing is submitted.',
            accept: '.docx',
            error: problem,
          },
          buttons: [
            { text: 'See what would change' },
            { text: 'Cancel', kind: 'link', href: paths.response({ id }) },
          ],
        },
  };
}

/** What the pages about a Word form have in common. */
export const frameOf = (draft: Draft, now: Instant) => ({
  breadcrumbs: [
    ...(draft.enteredBySecas ? [] : [{ text: 'Your responses', href: paths.responses() }]),
    { text: draft.consultation.reference, href: paths.response({ id: draft.id }) },
    { text: 'Answer in Word' },
  ],
  deadline: deadlineBlock(draft, now),
  response: paths.response({ id: draft.id }),
});
