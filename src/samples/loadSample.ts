import { Temporal } from 'temporal-polyfill';
import type { Config } from '../config.js';
import { closeConsultation, listDueClosures } from '../consultations/closeConsultation.js';
import type { Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { actsOf } from './replayActs.js';
import { consultationsOf } from './replayConsultations.js';
import { meetingsOf } from './replayMeetings.js';
import { registerOf } from './replayRegister.js';
import { readSampleData, type SampleData } from './sampleData.js';
import { sampleDates, type SampleDates } from './sampleDates.js';
import { finishSample, lockEmptyDatabase } from './samples.store.js';

/** What a replay works on, and who is who in it. */
export interface Replay {
  /** all in one transaction; its clock stands at what is replayed */
  deps: Deps;
  data: SampleData;
  dates: SampleDates;
  /** a consultation's reference → its id */
  consultations: Map<string, string>;
  /** the sample's own name for a response → its id */
  responses: Map<string, string>;
}

/** Something that was done at an instant. */
export interface Happening {
  at: Instant;
  happen(replay: Replay, at: Instant): Promise<unknown>;
}

/**
 * Brings the newsletter of January 2017 into an empty database: the Parties, people, consultations, and what people
 * did about them, in order, through the same commands as a person's work. All of it or nothing, and once, however many
 * processes try.
 * @param sample `current` moves it to this week, `as-issued` keeps 2017
 * @returns whether it was loaded; false when the database holds something already
 */
export async function loadSample(deps: Deps, sample: Exclude<Config['sample'], 'none'>): Promise<boolean> {
  const dates = sampleDates(deps.clock.now(), sample === 'as-issued');
  const data = await readSampleData(dates);
  return deps.db.transaction(async (trx) => {
    if (!(await lockEmptyDatabase(trx))) return false;
    let at = deps.clock.now();
    const clock = { now: () => at, arrived: async () => at, reckoned: () => at };
    const replay: Replay = {
      deps: { ...deps, db: trx, bulk: trx, clock },
      data,
      dates,
      consultations: new Map(),
      responses: new Map(),
    };
    for (const happening of inOrder([
      ...registerOf(data, dates),
      ...consultationsOf(data, dates),
      ...actsOf(data, dates),
      ...meetingsOf(data, dates),
    ])) {
      at = happening.at;
      await closeWhatIsDue(replay);
      await happening.happen(replay, at);
    }
    at = deps.clock.now();
    await closeWhatIsDue(replay);
    await finishSample(trx, `january-2017 ${sample}`, at);
    return true;
  });
}

/** As loadSample, for a server's start: an empty database is filled, another is left alone. */
export async function loadSampleWhenEmpty(
  deps: Deps,
  sample: Exclude<Config['sample'], 'none'>,
): Promise<void> {
  if (await loadSample(deps, sample)) deps.log.info('the sample of January 2017 is loaded');
}

const inOrder = (happenings: Happening[]): Happening[] =>
  happenings.toSorted((one, other) => Temporal.Instant.compare(one.at, other.at));

/** Closures come with the time, as the worker's sweep would have written them. */
async function closeWhatIsDue({ deps }: Replay): Promise<void> {
  for (const id of await listDueClosures(deps.db, deps.clock.now())) {
    await closeConsultation(deps, id, deps.clock.now());
  }
}
