import { parentPort } from 'node:worker_threads';
import type { Job } from '../makePdf.js';
import { printable } from '../printable.js';
import { isCovered, typeset } from '../typeset.js';

/** A part as it was set. */
export interface SetPart {
  pdf: Uint8Array;
  /** a character stands as its code somewhere */
  coded: boolean;
}

// Parts of a long document, one after the other: a template and its data come in, its bytes go out.
parentPort!.on('message', ({ template, data }: Job) => {
  const shown = printable(data, isCovered);
  const pdf = new Uint8Array(typeset(template, { ...shown, coded: false }));
  parentPort!.postMessage({ pdf, coded: shown.coded } satisfies SetPart, [pdf.buffer as ArrayBuffer]);
});
