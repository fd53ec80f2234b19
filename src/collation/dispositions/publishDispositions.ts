import { createHash } from 'node:crypto';
import { recordAudit } from '../../audit/audit.store.js';
import type { Config } from '../../config.js';
import {
  findCurrentIssue,
  getConsultation,
  lockConsultation,
  type Consultation,
} from '../../consultations/consultations.store.js';
import type { Question } from '../../consultations/questions.js';
import type { Recipient } from '../../consultations/recipients.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict } from '../../errors.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, queueMail, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import { keepConsentsInPoints } from '../../responses/consenting/consenting.store.js';
import { inOrder, toldCount, whyNotPublished } from './points.rules.js';
import { isApprovalWanted, listPoints, lockPoints, type Point } from './points.store.js';
import {
  insertPublication,
  listPublications,
  listRespondents,
  type Publication,
  type PublishedPoint,
} from './published.store.js';

/** The dispositions as they would be published now. */
export interface ToPublish {
  number: number;
  /** of all that it would say */
  mark: string;
  points: PublishedPoint[];
  /** what stands in the way; `pointId` undefined: of no point */
  obstacles: { text: string; pointId?: string; of?: string }[];
  publications: Publication[];
}

/** Reads what would be published, in the order of the questions, and what stands in the way of it. */
export async function readToPublish(db: Db, consultation: Consultation): Promise<ToPublish> {
  const { id } = consultation;
  // One after the other: a transaction has one connection.
  const points = await listPoints(db, id);
  const wanted = await isApprovalWanted(db, id);
  const issue = await findCurrentIssue(db, id);
  const publications = await listPublications(db, id);
  const questions = issue?.questions ?? [];
  const shown = inOrder(points, questions).map((point) => published(point, questions));
  const mark = createHash('sha256').update(JSON.stringify(shown)).digest('hex');
  const [latest] = publications;
  const ofPoints = points.flatMap((point) => {
    const text = whyNotPublished(point, wanted);
    return text ? [{ text, pointId: point.id, of: point.summary }] : [];
  });
  const ofAll = [
    ...(consultation.closed
      ? []
      : [{ text: 'It has not been closed yet: how many said something is told to nobody before.' }]),
    ...(points.length === 0 ? [{ text: 'There are no points yet.' }] : []),
    ...(latest?.mark === mark
      ? [{ text: `Nothing has changed since version ${latest.number} was published.` }]
      : []),
  ];
  const number = (latest?.number ?? 0) + 1;
  return { number, mark, points: shown, obstacles: [...ofAll, ...ofPoints], publications };
}

const published = (point: Point, questions: Question[]): PublishedPoint => ({
  pointId: point.id,
  version: point.version,
  ask: questions.find(({ key }) => key === point.questionKey)?.ask ?? null,
  line: point.line,
  summary: point.summary,
  reply: point.reply,
  outcome: point.outcome ?? 'noted',
  changed: point.changed,
  responses: toldCount(point.raised),
});

/**
 * Publishes the dispositions as they were previewed, as a version that stays, and tells the representatives of every
 * organisation whose submission counts, each once. Publishing the same again does nothing.
 * @param mark of what was previewed
 * @throws Conflict when something stands in the way, or it has changed since it was previewed
 */
export async function publishDispositions(
  { db, config }: { db: Db; config: Sender },
  by: string,
  { reference, mark }: { reference: string; mark: string },
  at: Instant,
): Promise<{ number: number; told: number }> {
  return db.transaction(async (trx) => {
    const { id } = await getConsultation(trx, reference);
    const consultation = await lockConsultation(trx, id, 'update');
    await lockPoints(trx, id);
    const now = await readToPublish(trx, consultation);
    const [latest] = now.publications;
    if (latest?.mark === mark && now.mark === mark) return { number: latest.number, told: 0 };
    if (now.mark !== mark)
      throw new Conflict('Something has changed since you opened this page. Read it again, then publish.');
    if (now.obstacles.length > 0) throw new Conflict('It cannot be published yet: see what is left to do.');
    const publicationId = await insertPublication(trx, id, now, by, at);
    await keepConsentsInPoints(trx, publicationId, at);
    const told = await listRespondents(trx, id);
    await queueMail(trx, mailsOf(config, told, consultation, now.number, publicationId));
    const detail = { number: now.number, points: now.points.length, told: told.length };
    await recordAudit(trx, {
      action: 'dispositions.published',
      at,
      personId: by,
      consultationId: id,
      subjectId: publicationId,
      detail,
    });
    return { number: now.number, told: told.length };
  });
}

type Sender = Pick<Config, 'baseUrl' | 'serviceName' | 'serviceContact'>;

const mailsOf = (
  config: Sender,
  people: Recipient[],
  { reference, title }: Consultation,
  number: number,
  publicationId: string,
): NewMail[] =>
  people.map(({ personId, name, email, organisations }) => ({
    kind: 'dispositions-published',
    priority: PRIORITY.notice,
    personId,
    to: email,
    subject: `${number === 1 ? 'The replies to what was said' : 'Changed replies to what was said'}: ${reference}`,
    body: layoutMail(config, [
      `Dear ${name},`,
      `${title} (${reference})`,
      number === 1
        ? 'The dispositions have been published: what was said, and what SECAS and the Panel reply, point by point.'
        : `The dispositions have been published again, as version ${number}: what was said, and what SECAS and the Panel reply, point by point.`,
      'Signed in, you see which points are yours:',
      config.baseUrl + paths.dispositions({ reference }),
      `You are told because ${organisations.join(', ')} responded.`,
    ]),
    dedupeKey: `dispositions:${publicationId}:${personId}`,
  }));
