import type { aReport } from './aReport.js';

let made = 0;

/** A point that responses raise, with its reply; on the question about the view if nothing else is said. */
export async function addPoint(
  { portal, db, consultation }: Awaited<ReturnType<typeof aReport>>,
  summary: string,
  raisedBy: { id: string }[],
  more: Record<string, unknown> = {},
): Promise<void> {
  const secas = (await db('role_grant').where({ role: 'secas' }).first())!.person_id;
  const at = portal.clock.now();
  const by = { made_at: at.add({ seconds: (made += 1) }), made_by: secas, edited_at: at, edited_by: secas };
  const text = { summary, reply: `Reply to ${summary}`, outcome: 'noted', changed: '', finished: true };
  const point = { consultation_id: consultation.id, question_key: 'view', ...text, ...by, ...more };
  const [row] = await db('point').insert(point).returning('*');
  for (const { id } of raisedBy) {
    const raised = { point_id: row!.id, consultation_id: consultation.id, submission_id: id };
    await db('point_raised').insert({ ...raised, added_at: at, added_by: secas });
  }
}
