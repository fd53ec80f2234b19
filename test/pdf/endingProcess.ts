// A process that makes a document and ends while it is being made, as the portal does when it is told to stop.
import { readFileSync } from 'node:fs';
import { makePdf } from '../../src/pdf/makePdf.js';
import { childrenOf } from '../support/pdf.js';
import { NEVER_DONE } from './documents.js';

void makePdf(NEVER_DONE, { who: 'somebody' });
const look = setInterval(() => {
  const [maker] = childrenOf(process.pid);
  const isMaking = maker && readFileSync(`/proc/${maker}/maps`, 'utf8').includes('typst'); // it has read its job
  if (!isMaking) return;
  clearInterval(look);
  process.stdout.write(String(maker), () => process.exit(0));
}, 5);
