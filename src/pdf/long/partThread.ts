import { parentPort } from 'node:worker_threads';
import type { Job } from '../makePdf.js';
import { printable } from '../printable.js';
import { isCovered, typeset } from '../typeset.js';

/** A part as it was set, or the frame. */
export interface SetPart {
  pdf: Uint8Array;
  /** a character stands as its code somewhere */
  coded: boolean;
}

// Parts of a long document, one after the other: a template and its data come in, its bytes go out. The frame says once
// for all of them, where it wants to, that characters stand as their codes.
parentPort!.on('message', ({ template, data }: Job & { data: { coded: boolean } }) => {
  const shown = printable(data, isCovered);
  const coded = shown.coded || data.coded;
  const pdf = new Uint8Array(typeset(template, { data: { ...shown.data, coded }, coded: false }));
  parentPort!.postMessage({ pdf, coded } satisfies SetPart, [pdf.buffer as ArrayBuffer]);
});
