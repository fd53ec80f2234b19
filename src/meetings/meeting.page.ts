import type { Instant } from '../db/connection.js';
import type { Problem } from '../errors.js';
import { formProblems } from '../http/formProblems.js';
import { whenTyped } from '../consultations/details/detailsForm.js';
import { formatDay, formatDeadline } from '../londonTime.js';
import { paths } from '../paths.js';
import { isOnWorkingDay } from '../workingDays.js';
import { PAPERS_BEFORE, whenOf } from './meeting.rules.js';
import { LABELS, type MeetingForm } from './meetingForm.js';
import type { Choice, Meeting, MeetingPack } from './meetings.store.js';
import { packsTable } from './packsShown.js';

interface Agenda {
  packs: MeetingPack[];
  /** for SECAS: what may be put on it */
  choices: Choice[] | undefined;
  /** what the reader has not taken away is marked */
  marked: boolean;
}

/** One meeting: when, where, and what it will consider; SECAS sets that here. */
export function meetingPage(
  meeting: Meeting,
  { packs, choices, marked }: Agenda,
  at: Instant,
  problems: Problem[] = [],
) {
  const { id, name, place, papersDueAt, cancelledBecause } = meeting;
  const { errors, of } = formProblems(problems);
  const takesPlace = cancelledBecause === null;
  return {
    title: name,
    breadcrumbs: crumbs({ text: name }),
    errors,
    heading: { text: name, tag: takesPlace ? undefined : { text: 'Cancelled', tone: 'warn' } },
    warnings: choices && takesPlace ? dayWarnings(meeting.startsAt) : [],
    facts: [
      { key: LABELS.starts, value: whenOf(meeting) },
      placeRow(place),
      { key: LABELS.papers, value: formatDeadline(papersDueAt) },
      ...(takesPlace ? [] : [{ key: 'Cancelled because', value: cancelledBecause }]),
    ],
    packs: {
      ...packsTable(meeting, packs, marked, at),
      caption: 'Reports that it will consider',
      captionHidden: false,
      empty: 'Nothing yet.',
    },
    removals: choices
      ? packs.map(({ reference }) => ({
          action: paths.takeOffAgenda({ id, reference }),
          button: { text: `Take ${reference} off the agenda`, kind: 'link' },
        }))
      : [],
    add:
      choices && takesPlace
        ? {
            action: paths.putOnAgenda({ id }),
            field: {
              name: 'reference',
              label: 'Put a consultation on the agenda',
              prompt: 'Choose a consultation',
              error: of('reference'),
              items: choices.map(({ reference, title, closed }) => ({
                value: reference,
                text: `${reference}: ${title}`,
                group: closed ? 'Closed' : 'Not closed yet',
              })),
            },
            buttons: [{ text: 'Put it on the agenda', kind: 'secondary' }],
          }
        : undefined,
    buttons:
      choices && takesPlace
        ? [
            { text: 'Change the meeting', kind: 'secondary', href: paths.editMeeting({ id }) },
            { text: 'Cancel the meeting', kind: 'link', href: paths.cancelMeeting({ id }) },
          ]
        : undefined,
  };
}

/** What may be a slip, though it prevents nothing. */
const dayWarnings = (startsAt: Instant) =>
  isOnWorkingDay(startsAt)
    ? []
    : [
        {
          warning: true,
          title: `${formatDay(startsAt)} is not a Working Day`,
          text: 'Is the day of the meeting right?',
        },
      ];

const placeRow = (place: string) => {
  const key = LABELS.place;
  if (!place) return { key, none: 'To be confirmed' };
  return /^https?:\/\/\S+$/.test(place) ? { key, value: place, href: place } : { key, value: place };
};

/** A meeting being added, or changed. @param meeting as it stands */
export function meetingFormPage(form: MeetingForm, meeting?: Meeting, problems: Problem[] = []) {
  const { errors, of } = formProblems(problems);
  const title = meeting ? 'Change the meeting' : 'Add a meeting';
  return {
    title,
    breadcrumbs: meeting
      ? crumbs({ text: meeting.name, href: paths.meeting(meeting) }, { text: 'Change' })
      : crumbs({ text: title }),
    heading: { text: title, caption: meeting?.name },
    errors,
    action: meeting ? paths.editMeeting(meeting) : paths.newMeeting(),
    version: form.version,
    key: form.key,
    name: {
      name: 'name',
      label: LABELS.name,
      hint: 'Whose it is, and its number, such as SEC Panel Meeting 25.',
      value: form.name,
      error: of('name'),
    },
    starts: {
      name: 'starts',
      label: LABELS.starts,
      hint: 'London time. Leave the time empty while it is still to be confirmed.',
      value: whenTyped(form, 'starts'),
      error: of('starts'),
    },
    place: {
      name: 'place',
      label: LABELS.place,
      optional: true,
      hint: 'An address, or a link to join it. The Panel and SECAS see it.',
      value: form.place,
      error: of('place'),
    },
    papers: {
      name: 'papers',
      label: LABELS.papers,
      optional: true,
      hint: `Without a date: 5pm, ${PAPERS_BEFORE} Working Days before the meeting.`,
      value: whenTyped(form, 'papers'),
      error: of('papers'),
    },
    buttons: [
      { text: meeting ? 'Save' : 'Add the meeting' },
      { text: 'Cancel', kind: 'link', href: meeting ? paths.meeting(meeting) : paths.panel() },
    ],
  };
}

/** Why a meeting does not take place, to be entered. */
export function cancelPage(meeting: Meeting, because: string, problems: Problem[] = []) {
  const { errors, of } = formProblems(problems);
  return {
    title: 'Cancel the meeting',
    breadcrumbs: crumbs({ text: meeting.name, href: paths.meeting(meeting) }, { text: 'Cancel' }),
    heading: { text: 'Cancel the meeting', caption: `${meeting.name} · ${whenOf(meeting)}` },
    errors,
    action: paths.cancelMeeting(meeting),
    because: {
      name: 'because',
      label: 'Reason',
      rows: 3,
      hint: 'It is kept with your name. The Panel sees it. A cancelled meeting cannot be brought back: add another.',
      value: because,
      error: of('because'),
    },
    buttons: [
      { text: 'Cancel the meeting', kind: 'warning' },
      { text: 'Keep it', kind: 'link', href: paths.meeting(meeting) },
    ],
  };
}

const crumbs = (...rest: { text: string; href?: string }[]) => [
  { text: 'Reports', href: paths.panel() },
  ...rest,
];
