import type { AuditAction } from '../../audit/actions.js';
import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import { listThemes } from '../themes/themes.store.js';
import { checkedPoint, type CheckedPoint, type TypedPoint } from './points.rules.js';
import {
  findPoint,
  insertPoint,
  lockPoint,
  markPointRemoved,
  updatePoint,
  type Point,
  type Where,
} from './points.store.js';
import { deleteRaised, insertRaised, listSourced, type Source } from './raised.store.js';

export interface By {
  id: string;
}

/** A colleague changed the point after the form was shown. Nothing was written, and both texts are shown. */
export class PointMeanwhile extends Conflict {
  constructor(readonly theirs: Point) {
    super(
      `${theirs.editedBy.name} has changed this point since you opened this page. Read how it is now, then save yours again if it should take its place.`,
    );
  }
}

/** The point that a form was about, as it was shown. */
export interface SeenPoint {
  consultationId: string;
  id: string;
  version: number;
}

/**
 * Makes a point, raised by the response, or the responses, that its source stands for.
 * @returns its id
 * @throws Invalid, also when the source stands for no response; NotFound
 */
export async function makePoint(
  db: Db,
  by: By,
  where: Where,
  source: Source,
  typed: TypedPoint & { finished: boolean },
  at: Instant,
): Promise<string> {
  const text = checkedPoint(typed, typed.finished);
  return db.transaction(async (trx) => {
    const submissions = await listSourced(trx, where, source);
    if (submissions.length === 0) throw nobodyRaises(source);
    await assertTheme(trx, where);
    const id = await insertPoint(trx, where, text, by.id, at);
    const { consultationId } = where;
    const responses = await insertRaised(trx, { pointId: id, consultationId }, submissions, by.id, at);
    await audit(
      trx,
      'point.made',
      by,
      { id, consultationId },
      { question: where.questionKey, responses },
      at,
    );
    return id;
  });
}

/** Adds the responses of a source to a point; it has to be approved, and said to give nothing away, again. @throws NotFound */
export async function addToPoint(
  db: Db,
  by: By,
  { consultationId, id }: Omit<SeenPoint, 'version'>,
  source: Source,
  at: Instant,
): Promise<{ added: number }> {
  return db.transaction(async (trx) => {
    await lockPoint(trx, id);
    const point = await findPoint(trx, consultationId, id);
    if (!point) throw new NotFound();
    const submissions = await listSourced(trx, { consultationId, questionKey: point.questionKey }, source);
    if (submissions.length === 0) throw nobodyRaises(source);
    const added = await insertRaised(trx, { pointId: id, consultationId }, submissions, by.id, at);
    if (added === 0) return { added };
    await updatePoint(trx, id, { discreet: false }, by.id, at);
    await audit(trx, 'point.responses-added', by, { id, consultationId }, { responses: added }, at);
    return { added };
  });
}

/** Changes a point's text. Saving it unchanged does nothing. @throws Invalid, PointMeanwhile, NotFound */
export async function editPoint(
  db: Db,
  by: By,
  seen: SeenPoint,
  typed: TypedPoint & { finished: boolean; themeId: string | null },
  at: Instant,
): Promise<void> {
  const text = checkedPoint(typed, typed.finished);
  await db.transaction(async (trx) => {
    const point = await lockSeen(trx, seen);
    const themeId = point.questionKey ? typed.themeId : null;
    if (sameText(point, text) && (point.theme?.id ?? null) === themeId) return;
    await assertTheme(trx, { ...seen, questionKey: point.questionKey, themeId });
    await updatePoint(trx, point.id, { ...text, theme_id: themeId }, by.id, at);
    const { finished, outcome } = text;
    await audit(trx, 'point.edited', by, seen, { finished, outcome }, at);
  });
}

/** Takes responses off a point; one has to stay. @throws Invalid, PointMeanwhile, NotFound */
export async function dropFromPoint(
  db: Db,
  by: By,
  seen: SeenPoint,
  responseIds: string[],
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    const point = await lockSeen(trx, seen);
    const { open, confidential, gone } = point.raised;
    const dropped = await deleteRaised(trx, point.id, responseIds);
    if (dropped === 0) throw wrong('responses', 'Tick the responses that do not raise it');
    if (dropped >= open + confidential + gone)
      throw wrong('responses', 'One response has to stay. If nobody raises it, take the point out');
    await updatePoint(trx, point.id, {}, by.id, at);
    await audit(trx, 'point.responses-removed', by, seen, { responses: dropped }, at);
  });
}

/** Takes a point out of the dispositions; what was published stays as it was. @throws PointMeanwhile, NotFound */
export async function removePoint(db: Db, by: By, seen: SeenPoint, at: Instant): Promise<void> {
  await db.transaction(async (trx) => {
    const { id } = await lockSeen(trx, seen);
    await markPointRemoved(trx, id, by.id, at);
    await audit(trx, 'point.removed', by, seen, {}, at);
  });
}

/** Takes the point's lock, and the point as it is now. @throws PointMeanwhile, NotFound */
export async function lockSeen(trx: Db, { consultationId, id, version }: SeenPoint): Promise<Point> {
  await lockPoint(trx, id);
  const point = await findPoint(trx, consultationId, id);
  if (!point) throw new NotFound();
  if (point.version !== version) throw new PointMeanwhile(point);
  return point;
}

/** @param detail never words of an answer, or of a point */
export const audit = (
  trx: Db,
  action: AuditAction,
  by: By,
  { id, consultationId }: { id: string; consultationId: string },
  detail: Record<string, unknown>,
  at: Instant,
): Promise<void> => recordAudit(trx, { action, at, personId: by.id, consultationId, subjectId: id, detail });

/** @throws Invalid when the theme is not of its question, or is no more */
async function assertTheme(trx: Db, { consultationId, questionKey, themeId }: Where): Promise<void> {
  if (!themeId) return;
  const themes = questionKey ? await listThemes(trx, { consultationId, questionKey }) : [];
  if (!themes.some(({ id }) => id === themeId))
    throw wrong('theme', 'That theme is there no more: choose another, or none');
}

const sameText = (point: Point, text: CheckedPoint): boolean =>
  (Object.keys(text) as (keyof CheckedPoint)[]).every((key) => point[key] === text[key]);

const wrong = (field: string, text: string): Invalid => new Invalid([{ field, text }]);

/** A single submission is an address that somebody made up; a theme or a line may have lost its last response. */
const nobodyRaises = ({ from }: Source): Error =>
  from === 'submission'
    ? new NotFound()
    : wrong('summary', 'No response that counts says this any more, so nobody would raise the point');
