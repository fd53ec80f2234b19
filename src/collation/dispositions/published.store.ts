import type { Db, Instant } from '../../db/connection.js';
import type { Recipient } from '../../consultations/recipients.store.js';
import type { Outcome } from './points.rules.js';

/** A version of the dispositions that was published. */
export interface Publication {
  id: string;
  number: number;
  mark: string;
  publishedAt: Instant;
}

/** A point as everybody reads it. */
export interface PublishedPoint {
  pointId: string;
  version: number;
  /** null: on the consultation as a whole */
  ask: string | null;
  line: string | null;
  summary: string;
  reply: string;
  outcome: Outcome;
  changed: string;
  /** how many responses raised it; null: not told */
  responses: number | null;
}

/** Every version, the newest first. */
export async function listPublications(db: Db, consultationId: string): Promise<Publication[]> {
  return db('disposition_publication')
    .where({ consultation_id: consultationId })
    .orderBy('number', 'desc')
    .select('id', 'number', 'mark', 'published_at as publishedAt');
}

/** Whether there is anything to read yet. */
export const isPublished = async (db: Db, consultationId: string): Promise<boolean> =>
  (await db('disposition_publication').where({ consultation_id: consultationId }).first('id')) !== undefined;

/** The points of one version, in their order. */
export async function listPublishedPoints(db: Db, publicationId: string): Promise<PublishedPoint[]> {
  return db('published_point')
    .where({ publication_id: publicationId })
    .orderBy('place')
    .select<PublishedPoint[]>(
      'point_id as pointId',
      'version',
      'ask',
      'line',
      'summary',
      'reply',
      'outcome',
      'changed',
      'responses',
    );
}

/** Which points of a version the responses of these organisations raised. */
export async function listTheirs(
  db: Db,
  publicationId: string,
  organisationIds: string[],
): Promise<Set<string>> {
  if (organisationIds.length === 0) return new Set();
  const rows = await db('published_point_raised as g')
    .join('response as r', 'r.id', 'g.response_id')
    .where('g.publication_id', publicationId)
    .whereIn('r.organisation_id', organisationIds)
    .distinct('g.point_id as pointId');
  return new Set(rows.map(({ pointId }) => pointId as string));
}

/** Which points of the latest version a response raised; undefined: nothing has been published. */
export async function findPointsOfResponse(
  db: Db,
  consultationId: string,
  responseId: string,
): Promise<PublishedPoint[] | undefined> {
  const [latest] = await listPublications(db, consultationId);
  if (!latest) return undefined;
  const [points, own] = await Promise.all([
    listPublishedPoints(db, latest.id),
    db('published_point_raised')
      .where({ publication_id: latest.id, response_id: responseId })
      .select('point_id as pointId'),
  ]);
  const theirs = new Set(own.map(({ pointId }) => pointId));
  return points.filter(({ pointId }) => theirs.has(pointId));
}

/** Keeps a version as it is published, with whose points they were. */
export async function insertPublication(
  trx: Db,
  consultationId: string,
  { number, mark, points }: { number: number; mark: string; points: PublishedPoint[] },
  by: string,
  at: Instant,
): Promise<string> {
  const [row] = await trx('disposition_publication')
    .insert({ consultation_id: consultationId, number, mark, published_at: at, published_by: by })
    .returning('id');
  const { id } = row!;
  await trx.raw(
    `insert into published_point (publication_id, point_id, place, version, ask, line, summary, reply, outcome, changed, responses)
     select :id, p."pointId", p.place, p.version, p.ask, p.line, p.summary, p.reply, p.outcome, p.changed, p.responses
     from jsonb_to_recordset(:points::jsonb) as p("pointId" uuid, place integer, version integer, ask text, line text,
       summary text, reply text, outcome text, changed text, responses integer)`,
    { id, points: JSON.stringify(points.map((point, index) => ({ ...point, place: index + 1 }))) },
  );
  await trx.raw(
    `insert into published_point_raised (publication_id, point_id, response_id)
     select distinct p.publication_id, p.point_id, s.response_id from published_point p
     join point_raised g on g.point_id = p.point_id join submission s on s.id = g.submission_id
     where p.publication_id = :id`,
    { id },
  );
  return id;
}

/** The representatives of the organisations whose submissions count. */
export async function listRespondents(db: Db, consultationId: string): Promise<Recipient[]> {
  const { rows } = await db.raw<{ rows: Recipient[] }>(
    `select p.id as "personId", p.name, p.email, array_agg(o.name order by o.name) as organisations
     from role_grant g join person p on p.id = g.person_id join organisation o on o.id = g.organisation_id
     where g.role = 'representative' and g.ended_at is null and g.organisation_id in (
       select s.organisation_id from submission s where s.id in (
         select submission_id from representation where consultation_id = :consultationId
         union select submission_id from organisation_representation where consultation_id = :consultationId))
     group by p.id order by p.email`,
    { consultationId },
  );
  return rows;
}
