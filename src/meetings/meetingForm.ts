import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readEntry } from '../consultations/deadlineEntry.js';
import { whenFields, whenFilled, whenTyped } from '../consultations/details/detailsForm.js';
import { readTexts } from '../consultations/formText.js';
import type { Instant } from '../db/connection.js';
import { Invalid } from '../errors.js';
import { count } from '../http/forms.js';
import { timeProblems, usualPapersDue } from './meeting.rules.js';
import type { Meeting, MeetingDetails } from './meetings.store.js';

export const meetingForm = z.strictObject({
  name: z.string(),
  place: z.string(),
  ...whenFields('starts'),
  ...whenFields('papers'),
  /** of what was shown, when it is changed */
  version: count.optional(),
  /** of a new one, whose id it becomes */
  key: z.uuid().optional(),
});
export type MeetingForm = z.infer<typeof meetingForm>;

export const LABELS = { name: 'Meeting', starts: 'When', place: 'Where', papers: 'Papers due' } as const;

/** The form as it is opened: empty, or as the meeting stands. */
export const meetingFormOf = (meeting?: Meeting): MeetingForm => ({
  name: meeting?.name ?? '',
  place: meeting?.place ?? '',
  ...whenFilled('starts', meeting?.startsAt ?? null),
  ...(meeting && !meeting.timeKnown && { 'starts-time': '' }),
  ...whenFilled('papers', meeting?.papersDueAt ?? null),
  version: meeting?.version,
  key: meeting ? undefined : randomUUID(),
});

/** @throws Invalid with every problem of the form */
export function readMeeting(form: MeetingForm, at: Instant): MeetingDetails {
  const read = readTexts();
  const name = read.line('name', form.name, LABELS.name, 200);
  if (!name) read.problems.push({ field: 'name', text: 'Enter whose meeting it is, and its number' });
  const when = (field: 'starts' | 'papers', time: string): Instant | undefined => {
    const entry = readEntry(LABELS[field], whenTyped(form, field), time);
    if (entry && 'problem' in entry) read.problems.push({ field, text: entry.problem });
    else if (!entry && field === 'starts')
      read.problems.push({ field, text: 'Enter the day of the meeting' });
    return entry && 'instant' in entry ? entry.instant : undefined;
  };
  const startsAt = when('starts', '00:00');
  const place = read.line('place', form.place, LABELS.place, 1_000);
  const papers = when('papers', '17:00');
  const papersDueAt = papers ?? (startsAt && usualPapersDue(startsAt));
  if (startsAt && papersDueAt) read.problems.push(...timeProblems({ startsAt, papersDueAt }, at));
  if (read.problems.length > 0 || !startsAt || !papersDueAt) throw new Invalid(read.problems);
  return { name, startsAt, timeKnown: form['starts-time'].trim() !== '', place, papersDueAt };
}
