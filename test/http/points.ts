import type { Db, Instant } from '../../src/db/connection.js';

/** A point that a response raised, published as it was before it was changed. @returns its id */
export async function aPoint(
  db: Db,
  consultation: { id: string },
  submission: { id: string; responseId: string },
  by: { id: string },
  at: Instant,
): Promise<string> {
  const consultation_id = consultation.id;
  const text = { summary: 'What stands in a point', reply: 'A reply', outcome: 'noted', changed: '' };
  const [point] = await db('point')
    .insert({
      ...text,
      consultation_id,
      finished: true,
      discreet: true,
      version: 2,
      made_at: at,
      made_by: by.id,
      edited_at: at,
      edited_by: by.id,
    })
    .returning('*');
  const point_id = point!.id;
  const added = { added_at: at, added_by: by.id };
  await db('point_raised').insert({ point_id, consultation_id, submission_id: submission.id, ...added });
  const [publication] = await db('disposition_publication')
    .insert({ consultation_id, number: 1, mark: 'of then', published_at: at, published_by: by.id })
    .returning('*');
  const publication_id = publication!.id;
  const published = {
    publication_id,
    point_id,
    place: 1,
    version: 1,
    ...text,
    summary: 'What was said then',
  };
  await db('published_point').insert(published);
  const raised = { publication_id, point_id, response_id: submission.responseId };
  await db('published_point_raised').insert(raised);
  return point_id;
}
