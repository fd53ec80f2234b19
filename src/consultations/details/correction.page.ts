import type { Problem } from '../../errors.js';
import { paths } from '../../paths.js';
import type { Consultation } from '../consultations.store.js';
import type { CorrectionForm } from './correctionForm.js';
import { conflictOf, wordingFields, type Stale } from './detailsForm.page.js';
import { formProblems } from '../../http/formProblems.js';

/** Putting the wording of a published consultation right: its dates and its audience stand as they were published. */
export function correctionPage(
  consultation: Consultation,
  form: Omit<CorrectionForm, 'version'>,
  problems: Problem[] = [],
  stale?: Stale,
) {
  const { reference, version } = consultation;
  const { errors, of } = formProblems(problems);
  const back = paths.deskConsultation({ reference });
  return {
    title: 'Correct the wording',
    errors,
    breadcrumbs: [
      { text: 'Desk', href: paths.desk() },
      { text: reference, href: back },
      { text: 'Correct the wording' },
    ],
    caption: reference,
    action: paths.deskEdit({ reference }),
    version,
    conflict: stale && conflictOf(stale),
    name: { name: 'title', label: 'Title', value: form.title, error: of('title') },
    texts: wordingFields(form, of),
    note: {
      name: 'note',
      label: 'What was put right',
      hint: 'Everybody reads this in the history, such as “The date of the teleconference was wrong.”',
      value: form.note,
      error: of('note'),
    },
    buttons: [
      { text: stale ? 'Save mine over it' : 'Save the correction' },
      { text: 'Cancel', kind: 'link', href: back },
    ],
  };
}
