import type { Request } from 'express';
import { z } from 'zod';
import { NotFound } from '../errors.js';

/**
 * An id that stands in the URL. Ids are random uuids: what is none is nobody's row, and is not sent to the database.
 * @throws NotFound
 */
export function urlId(req: Request, name = 'id'): string {
  const id = z.uuid().safeParse(req.params[name]);
  if (!id.success) throw new NotFound();
  return id.data;
}

/** A place in a list, from 0, that the URL names. @throws NotFound for anything else */
export function listPlace(req: Request, name: string): number {
  const place = String(req.params[name]);
  if (!/^\d{1,3}$/.test(place)) throw new NotFound();
  return Number(place);
}
