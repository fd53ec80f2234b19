// A process that makes a document and ends while it is being made, as the portal does when it is told to stop.
import { makePdf } from '../../src/pdf/makePdf.js';
import { childrenOf } from '../support/pdf.js';
import { NEVER_DONE } from './documents.js';

void makePdf(NEVER_DONE);
const look = setInterval(() => {
  const [maker] = childrenOf(process.pid);
  if (maker === undefined) return;
  clearInterval(look);
  process.stdout.write(String(maker), () => process.exit(0));
}, 5);
