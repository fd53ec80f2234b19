import express, { type RequestHandler } from 'express';
import type { z } from 'zod';
import { BadRequest } from '../errors.js';

/** Room for a section of several 200,000-character answers in UTF-8, percent-encoded. */
const BODY_LIMIT = '8mb';

/** Reads a form's body: flat names only, so `a[b][c]` is a name like any other (and no form has it). */
export const readForms: RequestHandler[] = [
  express.urlencoded({ extended: false, limit: BODY_LIMIT, parameterLimit: 5_000 }),
  (req, _res, next) => {
    req.readAt = performance.now();
    next();
  },
];

/**
 * The typed values of a form or a query. Shape only: what a person may get wrong is the feature's to check.
 * A body that nobody has read is not an empty form: of multipart, which csrfOfForms lets pass, the token is unchecked.
 * @throws BadRequest for unknown fields, arrays where one value belongs, and whatever no form of ours sends
 */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  // zod leaves a field of this name aside, whatever else is strict.
  if (!given || Object.hasOwn(given, '__proto__')) throw new BadRequest();
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new BadRequest();
}
