import { randomBytes } from 'node:crypto';
import type { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import pg from 'pg';
import { paths } from '../../src/paths.js';
import { serve } from './child.js';
import { quantile } from './figures.js';
import { aConnection, call, postForm } from './http.js';
import { answerFields, journey } from './journey.js';
import { answerText, QUESTIONS, type Draft } from './rows.js';

/** The people in front of their browsers: a process of its own, so that it takes no time from what it measures. */
const tasks = { pages, waits, slowest, journeys, autosaves, pacedAutosaves, upload, chunks, firstByte };
export type ClientTasks = typeof tasks;
serve(tasks);

const CONNECTIONS = 8;
const SECONDS = 4;

/** @returns replies a second to the same GET on eight connections */
async function pages({ url, cookie }: { url: string; cookie: string }): Promise<number> {
  const headers = { Cookie: cookie, 'X-Forwarded-Proto': 'https' };
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} not 2xx, ${result.errors} errors`);
  return result['2xx'] / result.duration;
}

interface Asked {
  urls: string[];
  cookie: string;
  times: number;
}

/** As waits. @returns the 95th percentile */
async function slowest(asked: Asked): Promise<number> {
  return quantile(await waits(asked), 0.95);
}

/** Asks for each of the pages in turn, again and again. @returns the times to a whole reply, in ms */
async function waits({ urls, cookie, times }: Asked): Promise<number[]> {
  const connection = aConnection();
  const took: number[] = [];
  for (let round = 0; round <= times; round += 1) {
    for (const url of urls) {
      const began = performance.now();
      await call(connection, url, 200, { headers: { Cookie: cookie } });
      if (round > 0) took.push(performance.now() - began);
    }
  }
  connection.destroy();
  return took;
}

/** Form, save, check, submit: each draft once, eight people at a time. @returns journeys a second */
async function journeys({ origin, drafts }: { origin: string; drafts: Draft[] }): Promise<number> {
  const waiting = [...drafts];
  const began = performance.now();
  await together(CONNECTIONS, async () => {
    const connection = aConnection();
    for (let draft = waiting.pop(); draft; draft = waiting.pop()) await journey(connection, origin, draft);
    connection.destroy();
  });
  return (drafts.length * 1000) / (performance.now() - began);
}

/** Each draft's window saves as fast as it can. @returns saves a second */
async function autosaves({ origin, drafts }: { origin: string; drafts: Draft[] }): Promise<number> {
  let saved = 0;
  const began = performance.now();
  const end = began + SECONDS * 1000;
  await Promise.all(
    drafts.map(async (draft) => {
      const connection = aConnection();
      const save = saver(connection, origin, draft);
      while (performance.now() < end) {
        await save();
        saved += 1;
      }
      connection.destroy();
    }),
  );
  return (saved * 1000) / (performance.now() - began);
}

/**
 * Saves come at a steady rate whether or not the last one has been answered; the time that one waits for the one
 * before it on the same connection counts.
 * @returns the 99th percentile of the time to a reply, in milliseconds
 */
async function pacedAutosaves(given: { origin: string; drafts: Draft[]; rate: number }): Promise<number> {
  const { origin, drafts, rate } = given;
  const times: number[] = [];
  const every = (drafts.length * 1000) / rate;
  const began = performance.now();
  await Promise.all(
    drafts.map(async (draft, lane) => {
      const connection = aConnection();
      const save = saver(connection, origin, draft);
      const first = began + (every * lane) / drafts.length;
      for (let due = first; due < began + SECONDS * 1000; due += every) {
        const early = due - performance.now();
        if (early > 0) await wait(early);
        const from = early > 0 ? performance.now() : due;
        await save();
        times.push(performance.now() - from);
      }
      connection.destroy();
    }),
  );
  return quantile(times, 0.99);
}

/** Saves another text in one answer after the other, as public/responses/autosave.js sends it. */
function saver(connection: Agent, origin: string, { id, cookie, csrf }: Draft): () => Promise<void> {
  const versions = QUESTIONS.map(() => 0);
  let count = 0;
  return async () => {
    const index = count % QUESTIONS.length;
    const { key } = QUESTIONS[index]!;
    const fields = { _csrf: csrf, ...answerFields(key, versions[index]!, answerText(count)) };
    const url = origin + paths.answer({ id, question: key });
    const reply = await postForm(connection, url, 200, cookie, fields, 'application/json');
    versions[index] = (JSON.parse(reply.toString()) as { version: number }).version;
    count += 1;
  };
}

/** 50 MB that begin like a PDF and do not compress, as a PDF does not. */
const FILE = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(50_000_000 - 9)]);

/** Sends the file to each draft, all at once. @returns MB a second */
async function upload({ origin, drafts }: { origin: string; drafts: Draft[] }): Promise<number> {
  const began = performance.now();
  await Promise.all(
    drafts.map(async ({ id, cookie, csrf }) => {
      const connection = aConnection();
      const part = (name: string) => `--bench\r\nContent-Disposition: form-data; name="${name}"`;
      const fields = `${part('_csrf')}\r\n\r\n${csrf}\r\n${part('question')}\r\n\r\nfiles\r\n`;
      const file = `${part('files')}; filename="costs.pdf"\r\nContent-Type: application/pdf\r\n\r\n`;
      const body = [Buffer.from(fields + file), FILE, Buffer.from('\r\n--bench--\r\n')];
      const headers = {
        Cookie: cookie,
        'Content-Type': 'multipart/form-data; boundary=bench',
        'Content-Length': body.reduce((sum, piece) => sum + piece.length, 0),
      };
      await call(connection, origin + paths.attachments({ id }), 303, { method: 'POST', headers, body });
      connection.destroy();
    }),
  );
  return (drafts.length * FILE.length) / 1000 / (performance.now() - began);
}

const CHUNK_BYTES = 256 * 1024;

/** The same file written by pg alone, chunk by chunk, each committed. @returns MB a second */
async function chunks({ databaseUrl }: { databaseUrl: string }): Promise<number> {
  const db = new pg.Client(databaseUrl);
  await db.connect();
  const began = performance.now();
  const { rows } = await db.query<{ id: string }>(
    `insert into file (name, media_type) values ('costs.pdf', 'application/pdf') returning id`,
  );
  const id = rows[0]?.id;
  for (let at = 0, ordinal = 0; at < FILE.length; at += CHUNK_BYTES, ordinal += 1) {
    const chunk = FILE.subarray(at, at + CHUNK_BYTES);
    await db.query('insert into file_chunk (file_id, ordinal, bytes) values ($1, $2, $3)', [
      id,
      ordinal,
      chunk,
    ]);
  }
  await db.query('update file set bytes = $2, touched_at = now() where id = $1', [id, FILE.length]);
  const rate = FILE.length / 1000 / (performance.now() - began);
  await db.end();
  return rate;
}

/** @returns the milliseconds until the first byte of a reply's body is there; the rest is not read */
async function firstByte({ url, cookie }: { url: string; cookie: string }): Promise<number> {
  const began = performance.now();
  const reply = await fetch(url, { headers: { Cookie: cookie, 'X-Forwarded-Proto': 'https' } });
  if (reply.status !== 200) throw new Error(`${url}: ${reply.status}`);
  const reader = reply.body!.getReader();
  await reader.read();
  const took = performance.now() - began;
  await reader.cancel();
  return took;
}

const together = (count: number, one: () => Promise<void>): Promise<void[]> =>
  Promise.all(Array.from({ length: count }, one));
