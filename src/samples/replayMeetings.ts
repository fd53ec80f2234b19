import { randomUUID } from 'node:crypto';
import { addMeeting, putOnAgenda } from '../meetings/changeMeeting.js';
import { usualPapersDue } from '../meetings/meeting.rules.js';
import type { Happening } from './loadSample.js';
import { personIn } from './replayRegister.js';
import type { SampleData } from './sampleData.js';
import type { SampleDates } from './sampleDates.js';

/** The SECAS colleague who looks after meetings in the sample. */
const EDITOR = 'sam-reid';

/** SECAS knew of them before it wrote the newsletter. */
const ENTERED = '2017-01-26T10:00';

/** The newsletter's meetings. It says no time, and the agendas are invented. */
export function meetingsOf({ newsletter, consultations }: SampleData, dates: SampleDates): Happening[] {
  return newsletter.events
    .filter(({ how }) => how === undefined)
    .map(({ key, title, startsAt: { date, time } }) => ({
      at: dates.instant(ENTERED),
      happen: async (replay, at) => {
        const { db } = replay.deps;
        const by = await personIn(replay, EDITOR);
        const startsAt = dates.instant(date, time ?? '00:00');
        const details = { name: title, startsAt, timeKnown: time !== null, place: '' };
        const papersDueAt = usualPapersDue(startsAt);
        const id = await addMeeting(db, by.id, randomUUID(), { ...details, papersDueAt }, at);
        for (const { reference, consideredAt } of consultations) {
          if (consideredAt?.includes(key)) await putOnAgenda(db, by.id, id, reference, at);
        }
      },
    }));
}
