import { parentPort, workerData } from 'node:worker_threads';
import { factsOf, MailRefused, type MailFacts, type MailRefusal, type RawMail } from './mailFacts.js';

/** What a thread is given to do, and what it answers. */
export interface Job {
  bytes: Uint8Array;
  outlook: boolean;
  /** the place of an attachment: its bytes are asked for */
  attachment?: number;
}
export type Done = { mail: MailFacts } | { content: Uint8Array } | { refused: MailRefusal };

async function work({ bytes, outlook, attachment }: Job): Promise<Done> {
  try {
    const raw = await read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), outlook);
    const mail = factsOf(raw);
    if (attachment === undefined) return { mail };
    const found = raw.attached[attachment];
    return found ? { content: found.content } : { refused: 'is broken' };
  } catch (error) {
    if (error instanceof MailRefused) return { refused: error.why };
    throw error;
  }
}

/** Loads only what the job needs: a thread lives for one. */
async function read(bytes: Buffer, outlook: boolean): Promise<RawMail> {
  if (outlook) return (await import('./readMsg.js')).readMsg(bytes);
  return (await import('./readEml.js')).readEml(bytes);
}

parentPort?.postMessage(await work(workerData as Job));
