import { setImmediate } from 'node:timers/promises';
import type { PublishedConsultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import type { SubmittedFile } from '../../responses/submissions.store.js';
import type { Told } from '../telling/redaction.rules.js';
import { listReported } from '../report.store.js';
import {
  needlesOf,
  sayingMost,
  stillIn,
  stillInQuestions,
  type Place,
  type Removed,
  type StillThere,
} from './findings.rules.js';
import { listFilesSaying, listRemoved, listUnreadable } from './findings.store.js';
import { readPublic } from './readPublic.js';

type FilePlace = Place & { name: string };

/** What is found in all that would be published. */
export interface LookedThrough {
  /** of what would be published */
  mark: string;
  counts: { responses: number; names: number; confidential: number; files: number };
  removed: Removed[];
  still: StillThere[];
  /** files that would be published and whose text the portal could not look through */
  unreadable: FilePlace[];
}

/** So many places are looked for; with more there is enough to do before looking again. */
const MOST_PLACES = 500;

/**
 * Reads what would be published of a closed consultation, response by response: some seconds for thousands.
 * @param tell how many responses have been read
 */
export async function lookThrough(
  db: Db,
  consultation: PublishedConsultation,
  tell: (responses: number) => void = () => undefined,
): Promise<LookedThrough> {
  const { id, title } = consultation;
  const [questions, removed] = await Promise.all([listReported(db, id), listRemoved(db, id)]);
  const needles = needlesOf(removed);
  const still = stillInQuestions(title, questions, needles);
  // The same file may belong to several responses.
  const files = new Map<string, FilePlace[]>();
  const counts = { responses: 0, names: 0, confidential: 0, files: 0 };
  const { mark } = await readPublic(db, consultation, 'public', async (told) => {
    // Thousands of words may be looked for in each: others are answered in between.
    await setImmediate();
    count(counts, told);
    tell(counts.responses);
    if (still.length < MOST_PLACES) still.push(...stillIn(told, questions, needles));
    for (const file of told.files)
      files.set(file.fileId, [...(files.get(file.fileId) ?? []), placeOfFile(told, file)]);
  });
  const ids = [...files.keys()];
  const [saying, unreadable] = await Promise.all([
    listFilesSaying(db, needles, ids),
    listUnreadable(db, ids),
  ]);
  for (const [fileId, places] of files) {
    const found = sayingMost(
      saying.filter((one) => one.fileId === fileId).map(({ place }) => needles[place]!),
    );
    still.push(...places.flatMap((place) => found.map((needle) => ({ needle, place }))));
  }
  return { mark, counts, removed, still, unreadable: unreadable.flatMap((file) => files.get(file)!) };
}

function count(counts: LookedThrough['counts'], { nameWithheld, answers, filesWithheld }: Told): void {
  counts.responses += 1;
  if (nameWithheld) counts.names += 1;
  for (const answer of Object.values(answers)) {
    if (answer.withheld && !answer.redacted) counts.confidential += 1;
  }
  for (const files of Object.values(filesWithheld)) counts.files += files;
}

const placeOfFile = ({ id, name: respondent }: Told, { id: attachment, name }: SubmittedFile) => ({
  submission: id,
  respondent,
  where: `The file “${name}”`,
  file: attachment,
  name,
});
