import type { Job } from '../../src/pdf/makePdf.js';

const nothing = { confidential: null, text: '', pairs: [], table: null, reasons: '', files: [], none: false };

/** A receipt with these answers. */
export const aReceipt = (texts: string[]): Job => ({
  template: 'responses/receipt.typ',
  data: {
    title: 'Receipt KX4-97QM-HTD',
    service: 'Consultations',
    colour: '#1f4e79',
    madeAt: { year: 2017, month: 2, day: 14, hour: 16, minute: 1, second: 2 },
    running: 'Receipt KX4-97QM-HTD',
    marking: '',
    heading: 'Your response has been received',
    about: [],
    reference: 'KX4-97QM-HTD',
    notes: [],
    facts: [],
    sections: [{ title: 'Answers', answers: texts.map((text) => ({ ...nothing, ask: 'Asked', text })) }],
    closing: [],
  },
});

/** Text that nobody writes, within what is allowed: it takes more memory than a document may have. */
export const TOO_MUCH = aReceipt(Array<string>(12).fill('ab\n\n'.repeat(50_000)));

/** Text that takes longer than any test: words without end. */
export const NEVER_DONE = aReceipt(Array<string>(12).fill('x'.repeat(200_000)));
