import { parentPort, workerData } from 'node:worker_threads';
import type { Job } from '../makePdf.js';
import { printable } from '../printable.js';
import { isCovered, typeset } from '../typeset.js';

/** A part as it was set. */
export interface SetPart {
  pdf: Uint8Array;
  /** a character stands as its code somewhere */
  coded: boolean;
}

// One part of a long document: its template and data come in, its bytes go out.
const { template, data } = workerData as Job;
const shown = printable(data, isCovered);
const pdf = new Uint8Array(typeset(template, { ...shown, coded: false }));
parentPort!.postMessage({ pdf, coded: shown.coded } satisfies SetPart, [pdf.buffer as ArrayBuffer]);
