import { counted } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import { formatDeadline } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { isOnWorkingDay, workingDaysBetween } from '../../workingDays.js';
import type { Consultation } from '../consultations.store.js';
import { workingDayWarning } from '../deadline.page.js';
import type { NewDeadline, PlannedExtension } from './extendDeadline.js';
import type { ExtendForm } from './extendForm.js';
import { crumbs } from '../deskCrumbs.js';

/** What will happen when the deadline is changed, to be confirmed. @param conflict why it is shown again */
export function extendCheckPage(
  { reference, title }: Consultation,
  { closesAt, reason }: NewDeadline,
  plan: PlannedExtension,
  form: ExtendForm,
  conflict?: string,
) {
  const { organisation, previous, told, mark } = plan;
  const earlier = closesAt.epochNanoseconds < previous.epochNanoseconds;
  return {
    title: 'Check the new deadline',
    breadcrumbs: crumbs(reference, { text: 'Change the deadline' }),
    caption: `${reference} · ${title}`,
    errors: conflict ? [{ text: conflict }] : [],
    deadline: {
      label: 'Will close',
      when: formatDeadline(closesAt),
      iso: closesAt.toString(),
      state: 'open',
    },
    warnings: [
      ...workingDayWarning(closesAt),
      ...(earlier
        ? [
            {
              warning: true,
              title: 'This is earlier than the present deadline',
              text: 'What arrives after it is late, also from those who counted on the present one. What was left to be submitted when it closes is submitted then. An organisation that was given longer keeps its own deadline.',
            },
          ]
        : []),
      ...(told.length === 0
        ? [{ warning: true, title: 'Nobody is told by mail', text: 'There is no representative to tell.' }]
        : []),
    ],
    facts: [
      { key: 'For whom', value: organisation ? `${organisation} alone` : 'All' },
      { key: 'Closes now', value: formatDeadline(previous) },
      { key: 'Will close', value: formatDeadline(closesAt), note: dayWords(previous, closesAt) },
      toldRow(plan),
      { key: 'Reason', value: reason, note: organisation ? 'They are told it' : 'Everybody sees it' },
    ],
    action: paths.deskExtend({ reference }),
    hidden: Object.entries({ ...form, checked: mark }).map(([name, value]) => ({ name, value })),
    buttons: [
      { text: 'Change the deadline' },
      { text: 'Correct what was entered', kind: 'secondary', name: 'edit', value: 'yes' },
      { text: 'Cancel', kind: 'link', href: paths.deskConsultation({ reference }) },
    ],
  };
}

/** `A Working Day, 4 Working Days later` */
function dayWords(previous: Instant, closesAt: Instant): string {
  const day = isOnWorkingDay(closesAt) ? 'A Working Day' : 'Not a Working Day';
  const later = workingDaysBetween(previous, closesAt);
  const sooner = workingDaysBetween(closesAt, previous);
  const moved =
    later > 0
      ? `, ${counted(later, 'Working Day')} later`
      : sooner > 0
        ? `, ${counted(sooner, 'Working Day')} earlier`
        : '';
  return day + moved;
}

/** Everybody by name while they are few. */
function toldRow({ organisation, told }: PlannedExtension) {
  const key = 'Told by mail';
  if (organisation) return { key, lines: told.map(({ name, email }) => `${name}, ${email}`), none: 'Nobody' };
  const organisations = new Set(told.flatMap((one) => one.organisations)).size;
  return {
    key,
    value: `${counted(told.length, 'representative')}, once each`,
    note: `Of ${counted(organisations, 'organisation')}: those asked, and those that have begun a response`,
  };
}
