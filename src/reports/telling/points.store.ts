import { inOrder, whyNotPublished } from '../../collation/dispositions/points.rules.js';
import { isApprovalWanted, listPoints } from '../../collation/dispositions/points.store.js';
import { listRaisedBy, type RaisedBy } from '../../collation/dispositions/raised.store.js';
import type { Question } from '../../consultations/questions.js';
import type { Db } from '../../db/connection.js';
import type { Version } from '../access.rules.js';
import { tellPoint, type ToldPoint } from './points.rules.js';

/** More links between points and responses than any consultation has. */
const MOST_LINKS = 100_000;

/** The points that have a reply, and may be published or are: what is only drafted is nobody's but SECAS's. */
export async function listToldPoints(
  db: Db,
  consultationId: string,
  questions: Question[],
  version: Version,
): Promise<ToldPoint[]> {
  const all = await listPoints(db, consultationId);
  const approvalWanted = await isApprovalWanted(db, consultationId);
  // Whether the text gives something away matters to those alone who may not know it.
  const points = all.filter((point) => {
    const discreet = point.discreet || version === 'confidential';
    return whyNotPublished({ ...point, discreet }, approvalWanted) === null;
  });
  if (points.length === 0) return [];
  const ids = points.map(({ id }) => id);
  const raised = new Map<string, RaisedBy[]>(ids.map((id) => [id, []]));
  for (const one of await listRaisedBy(db, consultationId, ids, MOST_LINKS))
    raised.get(one.pointId)?.push(one);
  return inOrder(points, questions).map((point) => {
    const ask = questions.find(({ key }) => key === point.questionKey)?.ask ?? null;
    return tellPoint(point, raised.get(point.id) ?? [], ask, version);
  });
}
