import { promisify } from 'node:util';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { atMost } from '../atMost.js';
import type { Config } from '../config.js';
import type { Db } from '../db/connection.js';
import { BadRequest } from '../errors.js';
import { networkOf } from '../people/limits.js';
import { readProofOfArrival } from './arrival.js';
import { askAgain } from './stillSignedIn.js';

/** Room for a section of several 200,000-character answers in UTF-8, percent-encoded: of those who may draft. */
const DRAFT_LIMIT = '8mb';
/** Room for one: what was typed by somebody whose session has ended meanwhile is shown once more. */
const LIMIT = '1mb';
/** What is smaller is read before anything is asked of the database. */
const SMALL_BYTES = 16 * 1024;

/** Flat names only, so `a[b][c]` is a name like any other (and no form has it). Nothing is inflated. */
const reader = (limit: string) =>
  express.urlencoded({ extended: false, inflate: false, limit, parameterLimit: 5_000 });
const [readDraft, readAny] = [reader(DRAFT_LIMIT), reader(LIMIT)];

/** What is read stands in memory, and anybody may send it, as slowly as he likes: so much at once, and of one network. */
const inTurn = atMost({ running: 60, waiting: 0, each: 20 });
const promised = (read: RequestHandler) =>
  promisify((req: Request, res: Response, done: (error?: unknown) => void) => read(req, res, done));
const [readLarge, readOfAnybody] = [promised(readDraft), promised(readAny)];

const readWhole: RequestHandler = (req, _res, next) => {
  if (req.body !== undefined) req.readAt ??= performance.now();
  next();
};

/**
 * Reads a small form first of all: a submit arrives when it has been read whole, and what the portal then has to wait
 * for (a session, a connection) is not the respondent's time (DESIGN.md, Time).
 */
export const readSmallForms = (config: Config): RequestHandler[] => [
  (req, res, next) => {
    const length = Number(req.get('content-length'));
    if (length > 0 && length <= SMALL_BYTES) readAny(req, res, next);
    else next();
  },
  readWhole,
  readProofOfArrival(config),
];

/** Whoever sends a body more slowly may have been removed, or have signed out, before its end. */
const SOON_MS = 1_000;

/**
 * Reads the body of any other form; large ones only of people who may draft. It is read after the session: of one that
 * was long in coming it is asked once more who is asking.
 */
export const readForms = (db: Db, config: Config): RequestHandler[] => [
  async (req, res, next) => {
    if (req.body === undefined && req.is('urlencoded')) {
      const began = performance.now();
      if (req.viewer.represents.length > 0 || req.viewer.secas) await readLarge(req, res);
      else await inTurn(() => readOfAnybody(req, res), { who: networkOf(req.ip) });
      if (performance.now() - began > SOON_MS) await askAgain(db, req);
    }
    req.readAt ??= performance.now();
    next();
  },
  readProofOfArrival(config),
];

/** A version or a number of something, as a form carries it: what a column of Postgres can hold. */
export const count: z.ZodType<number> = z.coerce.number().int().positive().max(2_147_483_647);

/** What somebody looks for, as an address carries it; what is too long is not looked for. */
export const searchedFor = z
  .string()
  .max(200)
  .transform((text) => text.replaceAll('\0', '').trim())
  .catch('');

/** An instant that a page of the portal was made at, as its form carries it: ISO 8601, as Postgres and Temporal have it. */
export const instant = z.iso
  .datetime()
  .regex(/^[12][^.]*(\.\d{1,9})?Z$/)
  .transform((text) => Temporal.Instant.from(text));

/**
 * The typed values of a form or a query. Shape only: what a person may get wrong is the feature's to check.
 * A body that nobody has read is not an empty form: of multipart, which csrfOfForms lets pass, the token is unchecked.
 * @throws BadRequest for unknown fields, arrays where one value belongs, and whatever no form of ours sends
 */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  if (!given) throw new BadRequest();
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new BadRequest();
}
