import { buffer } from 'node:stream/consumers';
import type { Job } from './makePdf.js';
import { printable } from './printable.js';
import { isCovered, typeset } from './typeset.js';

// One document: its template and data come in, its bytes go out. Whatever goes wrong ends the process.
const { template, data } = JSON.parse((await buffer(process.stdin)).toString()) as Job;
process.stdout.write(typeset(template, printable(data, isCovered)));
