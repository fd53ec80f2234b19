import { createReadStream } from 'node:fs';
import { storeFile } from '../attachments/storeFile.js';
import { createConsultation } from '../consultations/details/createConsultation.js';
import { addDocument } from '../consultations/documents/documents.js';
import { announceConsultation } from '../consultations/details/editConsultation.js';
import { publishConsultation } from '../consultations/publishing/publishConsultation.js';
import { recordOutcome } from '../consultations/outcome/recordOutcome.js';
import type { Instant } from '../db/connection.js';
import { pathIn } from '../root.js';
import type { Happening, Replay } from './loadSample.js';
import { personIn } from './replayRegister.js';
import type { NewsletterItem, SampleConsultation, SampleData } from './sampleData.js';
import type { SampleDates } from './sampleDates.js';

/** The SECAS colleague who looks after consultations in the sample. */
const EDITOR = 'sam-reid';

/** The newsletter's consultations: prepared, then published, or announced where the newsletter gives no deadline. */
export function consultationsOf(data: SampleData, dates: SampleDates): Happening[] {
  return data.newsletter.consultations.flatMap((item) => {
    const more = data.consultations.find(({ reference }) => reference === item.reference)!;
    const day = item.opensOn ?? more.announcedOn;
    const published = item.opensOn !== null && item.closesAt !== null;
    return [
      {
        at: dates.instant(day, '08:30'),
        happen: (replay: Replay, at: Instant) => prepare(replay, item, more, at),
      },
      {
        at: dates.instant(day, '09:00'),
        happen: (replay: Replay, at: Instant) =>
          published ? publish(replay, item, at) : announce(replay, item, at),
      },
      ...(item.outcome
        ? [
            {
              at: dates.instant(item.outcome.decidedOn, '12:00'),
              happen: (replay: Replay, at: Instant) => decide(replay, item, more, at),
            },
          ]
        : []),
    ];
  });
}

/** A file of src/samples/documents, stored as an upload is. @param name as the sender calls it */
export async function storeSampleFile({ deps }: Replay, file: string, name = file) {
  return storeFile(deps, name, createReadStream(pathIn('src/samples/documents', file)));
}

async function prepare(
  replay: Replay,
  item: NewsletterItem,
  more: SampleConsultation,
  at: Instant,
): Promise<void> {
  const { deps, dates } = replay;
  const by = await personIn(replay, EDITOR);
  const closes = more.firstClosesAt ?? item.closesAt;
  const input = {
    reference: item.reference,
    title: item.title,
    issuedBy: item.issuedBy,
    modification: item.modification ?? null,
    summary: more.summary,
    howToRespond: more.howToRespond,
    audience: more.audience,
    opensAt: null,
    closesAt: closes && dates.instant(closes.date, closes.time ?? '17:00'),
    template: item.questionSet,
    lines: item.lines,
  };
  const { id } = await createConsultation(deps.db, by.id, input, at);
  replay.consultations.set(item.reference, id);
  for (const { title, file } of more.documents) {
    const stored = await storeSampleFile(replay, file);
    await addDocument(deps.db, by.id, id, { fileId: stored.id, title }, at);
  }
}

async function publish(replay: Replay, item: NewsletterItem, at: Instant): Promise<void> {
  const by = await personIn(replay, EDITOR);
  await publishConsultation(replay.deps, by.id, { id: replay.consultations.get(item.reference)! }, at);
}

async function announce(replay: Replay, item: NewsletterItem, at: Instant): Promise<void> {
  const by = await personIn(replay, EDITOR);
  await announceConsultation(replay.deps.db, by.id, replay.consultations.get(item.reference)!, at);
}

async function decide(
  replay: Replay,
  { reference, outcome }: NewsletterItem,
  more: SampleConsultation,
  at: Instant,
): Promise<void> {
  const { deps, dates, consultations } = replay;
  const by = await personIn(replay, EDITOR);
  const { recommendation, decision, decidedBy, decidedOn, implementsOn } = outcome!;
  await recordOutcome(
    deps,
    by.id,
    {
      consultationId: consultations.get(reference)!,
      recommendation: more.recommendation ?? recommendation,
      decision,
      decidedBy,
      decidedOn: dates.date(decidedOn),
      implementsOn: dates.date(implementsOn),
    },
    at,
  );
}
