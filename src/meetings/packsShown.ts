import type { Instant } from '../db/connection.js';
import { formatDeadline, formatTimeLeft } from '../londonTime.js';
import { paths } from '../paths.js';
import { queryOf } from '../reports/address.js';
import { editionCell, reportLink } from '../reports/panel/newest.js';
import { closesTooLate, whenOf } from './meeting.rules.js';
import type { Meeting, MeetingPack } from './meetings.store.js';

/** Meetings with what each will consider, a row for each report; those that have none: withoutPacks. @param marked as in packsTable */
export const meetingsTable = (meetings: Meeting[], packs: MeetingPack[], marked: boolean, at: Instant) => ({
  caption: 'Meetings ahead',
  columns: [{ text: 'Meeting' }, { text: 'When' }, { text: 'Will consider' }, { text: 'Report' }],
  rows: meetings.flatMap((meeting): (object | string)[][] => {
    const its = packs.filter(({ meetingId }) => meetingId === meeting.id);
    const cells = [{ text: meeting.name, href: paths.meeting(meeting) }, whenCell(meeting, at)];
    return its.map((pack) => [...cells, titleCell(pack), reportCell(pack, meeting, marked, at)]);
  }),
});

/** The meetings that have nothing on their agendas yet. */
export const withoutPacks = (meetings: Meeting[], packs: MeetingPack[], at: Instant) =>
  meetings
    .filter(({ id }) => !packs.some(({ meetingId }) => meetingId === id))
    .map((meeting) => ({ text: meeting.name, href: paths.meeting(meeting), when: whenCell(meeting, at) }));

function whenCell(meeting: Meeting, at: Instant) {
  const text = whenOf(meeting);
  if (meeting.cancelledBecause !== null) return { text, tag: { text: 'Cancelled', tone: 'warn' } };
  const due = meeting.papersDueAt.epochNanoseconds > at.epochNanoseconds ? 'due' : 'were due';
  return { text, note: `Papers ${due} at ${formatDeadline(meeting.papersDueAt)}` };
}

/**
 * The reports that a meeting will consider. Of what is open nothing is told but its deadline, and whether that is too
 * late for the meeting.
 * @param marked what the reader has not taken away is marked
 */
export const packsTable = (meeting: Meeting, packs: MeetingPack[], marked: boolean, at: Instant) => ({
  caption: `Reports for ${meeting.name}`,
  captionHidden: true,
  columns: [{ text: 'Consultation' }, { text: 'Report' }, { text: 'Pack' }],
  rows: packs.map((pack) => [titleCell(pack), reportCell(pack, meeting, marked, at), packCell(pack)]),
});

function titleCell(pack: MeetingPack) {
  const { reference, title: text } = pack;
  const href = pack.closed && !pack.withdrawn ? reportLink(pack) : paths.consultation({ reference });
  return { text, href, note: reference };
}

function reportCell(pack: MeetingPack, meeting: Meeting, marked: boolean, at: Instant) {
  const { closesAt, closed, withdrawn } = pack;
  if (withdrawn) return { text: 'Withdrawn: there is no report' };
  if (closed)
    return {
      ...editionCell(pack, marked),
      text: pack.newest ? `Version ${editionCell(pack, marked).text}` : '',
    };
  const late = closesTooLate(closesAt, meeting);
  const left =
    closesAt.epochNanoseconds > at.epochNanoseconds ? `${formatTimeLeft(at, closesAt)} left` : undefined;
  return {
    text: `Closes at ${formatDeadline(closesAt)}`,
    tag: late === undefined ? undefined : { text: late, tone: 'warn' },
    note: left,
  };
}

const packCell = ({ reference, version, newest, withdrawn }: MeetingPack) =>
  newest && !withdrawn
    ? {
        text: 'Download',
        href: paths.pack({ reference }) + queryOf({ version }),
        hidden: `the pack of ${reference} (ZIP)`,
      }
    : '';
