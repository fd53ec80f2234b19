import { listAllThemes } from '../collation/themes/themes.store.js';
import { listAddedParties } from '../consultations/accession/accession.store.js';
import {
  deadlineFor,
  findCurrentIssue,
  getPublishedConsultation,
  type PublishedConsultation,
} from '../consultations/consultations.store.js';
import { listDocuments } from '../consultations/documents/documents.store.js';
import { asksSomething, type Question } from '../consultations/questions.js';
import type { Db, Instant } from '../db/connection.js';
import { NotFound } from '../errors.js';
import type { Viewer } from '../people/viewer.js';
import { listRoots } from '../proof/tree.store.js';
import { isOutward, maySeeReport, maySeeVersion, type Version } from './access.rules.js';
import { countAll } from './counting/countAll.js';
import type { EditionNumber } from './editions/edition.rules.js';
import { getEdition } from './editions/editions.store.js';
import type { Frame, Report, ReportedDocument } from './report.js';
import { listClarified, listNotAdmitted } from './telling/answered.store.js';
import { readCoverage } from './telling/coverageRead.js';
import { listLineComments } from './telling/lineComments.store.js';
import { listToldPoints } from './telling/points.store.js';
import { tellLate, type Told } from './telling/redaction.rules.js';
import { toldNow } from './telling/told.js';

/**
 * A report as it was frozen. Of the public version: as it was published, under the number of that; without a number as
 * it is now, to be looked at before it is.
 * @param at the portal's instant
 * @param number of its edition; without it the latest
 * @throws NotFound before the closure (or release), for whoever may not see it, for a version that is not theirs, and
 *   while it has not been frozen yet
 */
export async function getReportFor(
  db: Db,
  viewer: Viewer,
  reference: string,
  version: Version,
  at: Instant,
  number?: EditionNumber,
): Promise<Report> {
  const consultation = await getPublishedConsultation(db, reference);
  const released = (await db('release').where({ consultation_id: consultation.id }).first()) !== undefined;
  const state = {
    closed: consultation.closed,
    released,
    viewerMayStillAnswer:
      !consultation.closed && released && (await mayStillAnswer(db, consultation, viewer, at)),
  };
  if (consultation.withdrawnAt || (isOutward(version) && !consultation.closed)) throw new NotFound();
  if (!maySeeReport(viewer, state) || !maySeeVersion(viewer, version)) throw new NotFound();
  if (version === 'public' && !number) return readNow(db, consultation, version);
  const { edition, frame } = await getEdition(db, consultation.id, version, number);
  return { ...frame, edition };
}

/** The report of a closed consultation as it is now, for whoever runs the portal, who has the database anyway. @throws NotFound */
export async function getClosedReport(db: Db, reference: string, version: Version): Promise<Report> {
  const consultation = await getPublishedConsultation(db, reference);
  if (!consultation.closed) throw new NotFound(`${consultation.reference} has not been closed yet.`);
  return readNow(db, consultation, version);
}

/**
 * Reads a report as it is now.
 * @param each is given every response in its order, as they are counted
 */
export async function readNow(
  db: Db,
  consultation: PublishedConsultation,
  version: Version,
  each: (told: Told) => Promise<void> = async () => undefined,
): Promise<Frame> {
  const { id, reference, title, kind, issuedBy, modification, audience, opensAt, closesAt } = consultation;
  // Each after the other: they are read in one transaction when the report is frozen.
  const questions = await listReported(db, id);
  const closure = await db('closure').where({ consultation_id: id }).first();
  const coverage = await readCoverage(db, id, version);
  // What SECAS makes of answers is its own, and not for everybody.
  const themes = isOutward(version) ? [] : await listAllThemes(db, id);
  async function* passed() {
    for await (const told of toldNow(db, id, version)) {
      await each(told);
      yield told;
    }
  }
  const frame = {
    consultation: { id, reference, title, kind, issuedBy, modification, audience, opensAt, closesAt },
    version,
    closedAt: closure?.last_closes_at ?? null,
    questions,
    documents: await listReportedDocuments(db, id),
    coverage,
    ...(await countAll(questions, passed(), themes)),
  };
  // What SECAS says, of questions or of its decisions, may repeat what is redacted; its replies are published apart.
  if (isOutward(version)) return { ...frame, ...NOTHING_OF_SECAS };
  return {
    ...frame,
    added: await listAddedParties(db, id),
    clarified: await listClarified(db, id),
    comments: await commentsOnQuestions(db, id),
    lineComments: await listLineComments(db, id, version),
    points: await listToldPoints(db, id, questions, version),
    late: (await listNotAdmitted(db, id)).map((one) => tellLate(one, version)),
    roots: await listRoots(db, { 'c.id': id }),
  };
}

/** Of the versions for readers outside. */
const NOTHING_OF_SECAS = {
  added: [],
  clarified: [],
  comments: {},
  lineComments: {},
  points: [],
  late: [],
  roots: [],
} satisfies Partial<Frame>;

/** The questions that a report tells: those of the current issue that ask something. */
export const listReported = async (db: Db, consultationId: string): Promise<Question[]> =>
  ((await findCurrentIssue(db, consultationId))?.questions ?? []).filter(asksSomething);

/** The documents that a report tells: those that no other has taken the place of. */
export const listReportedDocuments = async (db: Db, consultationId: string): Promise<ReportedDocument[]> =>
  (await listDocuments(db, consultationId))
    .filter(({ replacedAt }) => !replacedAt)
    .map(({ title, file }) => ({ title, fileId: file.id }));

async function mayStillAnswer(db: Db, { id }: { id: string }, viewer: Viewer, at: Instant): Promise<boolean> {
  const theirs = [...viewer.employers, ...viewer.represents.map((one) => one.organisationId)];
  const deadlines = await Promise.all(
    [...new Set(theirs)].map((organisation) => deadlineFor(db, id, organisation)),
  );
  return deadlines.some((deadline) => at.epochNanoseconds < deadline.epochNanoseconds);
}

async function commentsOnQuestions(db: Db, consultationId: string): Promise<Record<string, string>> {
  const { rows } = await db.raw<{ rows: [{ comments: Record<string, string> }] }>(
    `select coalesce(json_object_agg(k.question_key, k.text), '{}') as comments from (
       select distinct on (question_key) question_key, text, removed_at from secas_comment
       where consultation_id = :consultationId and submission_id is null and line is null
       order by question_key, written_at desc) k
     where k.removed_at is null`,
    { consultationId },
  );
  return rows[0].comments;
}
