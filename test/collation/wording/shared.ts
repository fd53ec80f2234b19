import type { Db } from '../../../src/db/connection.js';
import { groupWording } from '../../../src/collation/wording/groupWording.js';

/** Groups what was submitted. @returns where a group is, one that several share if there is one */
export async function aWordingGroup(db: Db): Promise<{ reference: string; group: string }> {
  await groupWording(db, new AbortController().signal);
  const found = await db('paragraph as p')
    .join('consultation as c', 'c.id', 'p.consultation_id')
    .whereRaw('exists (select from representation n where n.submission_id = p.submission_id)')
    .orderByRaw('p.first_id = p.id, p.id')
    .first('c.reference', 'p.first_id as group');
  return found!;
}
