import { setImmediate } from 'node:timers/promises';
import { listUndecided } from '../../collation/redacting/redactions.store.js';
import type { Consultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import type { SubmittedFile } from '../../responses/submissions.store.js';
import type { Told } from '../redaction.rules.js';
import { getClosedReport } from '../report.store.js';
import {
  needlesOf,
  stillIn,
  stillInQuestions,
  type Place,
  type Removed,
  type StillThere,
} from './findings.rules.js';
import { countUndone, listFilesSaying, listRemoved, listUnreadable, type Undone } from './findings.store.js';
import { listPublications, type ListedPublication } from './published.store.js';
import { readPublic } from './readPublic.js';

/** All that SECAS looks at before it publishes. */
export interface Preview {
  consultation: Consultation;
  publications: ListedPublication[];
  /** undefined: it is not closed yet */
  read?: PreviewRead;
}

type FilePlace = Place & { name: string };

export interface PreviewRead {
  /** of what would be published */
  mark: string;
  counts: { responses: number; names: number; confidential: number; files: number };
  removed: Removed[];
  /** submissions with redactions of earlier versions that nobody has decided on */
  undecided: { id: string; organisation: string; count: number }[];
  still: StillThere[];
  /** files that would be published and whose text the portal could not look through */
  unreadable: FilePlace[];
  undone: Undone;
}

/** So many places are looked for; with more there is enough to do before looking again. */
const MOST_PLACES = 500;

/** Reads what would be published, response by response, and what stands in the way. */
export async function readPreview(db: Db, bulk: Db, consultation: Consultation): Promise<Preview> {
  const { id, reference, title, closed, withdrawnAt } = consultation;
  const publications = await listPublications(db, id);
  if (!closed || withdrawnAt) return { consultation, publications };
  const report = await getClosedReport(bulk, reference, 'public');
  const [removed, undecided, undone] = await Promise.all([
    listRemoved(bulk, id),
    listUndecided(bulk, id),
    countUndone(bulk, id),
  ]);
  const needles = needlesOf(removed);
  const still = stillInQuestions(title, report.questions, needles);
  // The same file may belong to several responses.
  const files = new Map<string, FilePlace[]>();
  const counts = { responses: 0, names: 0, confidential: 0, files: 0 };
  const { mark } = await readPublic(bulk, report, async (told) => {
    // Thousands of words may be looked for in each: others are answered in between.
    await setImmediate();
    count(counts, told);
    if (still.length < MOST_PLACES) still.push(...stillIn(told, report.questions, needles));
    for (const file of told.files)
      files.set(file.fileId, [...(files.get(file.fileId) ?? []), placeOfFile(told, file)]);
  });
  const ids = [...files.keys()];
  const [saying, unreadable] = await Promise.all([
    listFilesSaying(bulk, needles, ids),
    listUnreadable(bulk, ids),
  ]);
  still.push(
    ...saying.flatMap(({ place, fileId }) =>
      files.get(fileId)!.map((there) => ({ needle: needles[place]!, place: there })),
    ),
  );
  return {
    consultation,
    publications,
    read: {
      mark,
      counts,
      removed,
      undecided,
      still,
      unreadable: unreadable.flatMap((file) => files.get(file)!),
      undone,
    },
  };
}

function count(counts: PreviewRead['counts'], { nameWithheld, answers, filesWithheld }: Told): void {
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
