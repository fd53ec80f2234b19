import type { Instant } from '../../db/connection.js';
import type { Problem } from '../../errors.js';
import { paths } from '../../paths.js';
import type { Consultation } from '../consultations.store.js';
import { shownDeadline } from '../deadline.page.js';
import { whenTyped } from '../details/detailsForm.js';
import { NEW_DEADLINE, type ExtendForm } from './extendForm.js';
import { formProblems } from '../../http/formProblems.js';
import { crumbs } from '../deskCrumbs.js';

/** Moving the deadline: for all, or longer for one organisation. */
export function extendPage(
  consultation: Consultation,
  organisations: { id: string; name: string; asked: boolean }[],
  form: ExtendForm,
  at: Instant,
  problems: Problem[] = [],
) {
  const { reference, closed } = consultation;
  const { errors, of } = formProblems(problems);
  return {
    title: 'Change the deadline',
    errors,
    breadcrumbs: crumbs(reference, { text: 'Change the deadline' }),
    caption: reference,
    deadline: shownDeadline(consultation, at),
    closed: closed
      ? {
          warning: true,
          title: 'This consultation is closed for good',
          text: 'Its deadline cannot be moved any more. A late response can still be admitted.',
        }
      : undefined,
    action: paths.deskExtend({ reference }),
    whom: {
      name: 'whom',
      label: 'For whom?',
      labelSize: 'm',
      value: form.whom,
      error: of('whom'),
      items: [
        {
          value: 'all',
          text: 'For all',
          hint: 'Later; or earlier, to close it early, with at least one Working Day’s notice. It stands in the history, and everybody concerned is told by mail.',
        },
        {
          value: 'one',
          text: 'For one organisation',
          hint: 'Later than for all. Its representatives are told, nobody else.',
          reveal: {
            kind: 'select',
            name: 'organisation',
            label: 'Organisation',
            prompt: 'Choose an organisation',
            value: form.organisation,
            error: of('organisation'),
            items: organisations.map(({ id, name, asked }) => ({
              value: id,
              text: name,
              group: asked ? 'Asked' : 'Others',
            })),
          },
        },
      ],
    },
    closes: {
      name: 'closes',
      label: NEW_DEADLINE,
      labelSize: 'm',
      hint: 'London time; without a time, 17:00.',
      value: whenTyped(form, 'closes'),
      error: of('closes'),
    },
    reason: {
      name: 'reason',
      label: 'Reason',
      labelSize: 'm',
      rows: 3,
      hint: 'It is kept with your name, and told to those whose deadline moves.',
      value: form.reason,
      error: of('reason'),
    },
    buttons: [
      { text: 'Continue' },
      { text: 'Cancel', kind: 'link', href: paths.deskConsultation({ reference }) },
    ],
  };
}
