import { parentPort, workerData } from 'node:worker_threads';
import { MailRefused } from '../../collation/mails/mailFacts.js';
import { readReport, type Report } from './readReport.js';

/** What a thread answers: null when it is no report, or none that can be read. */
export type Done = Report | null;

async function work(bytes: Uint8Array): Promise<Done> {
  try {
    return (await readReport(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) ?? null;
  } catch (error) {
    if (error instanceof MailRefused) return null;
    throw error;
  }
}

parentPort?.postMessage(await work(workerData as Uint8Array));
