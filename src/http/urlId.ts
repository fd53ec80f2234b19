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
