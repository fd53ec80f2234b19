import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { makeLongPdf, type NEXT_PART } from '../../src/pdf/long/makeLongPdf.js';

export const JOB = {
  frame: 'reports/document/frame.typ',
  part: 'reports/document/part.typ',
  data: {
    title: 'SECMP0026: collated report',
    heading: 'Modification 26',
    subtitle: 'Collated report',
    service: 'SECAS',
    colour: '#1f4e79',
    madeAt: { year: 2017, month: 2, day: 14, hour: 17, minute: 0, second: 0 },
    running: 'SECMP0026 · Version for all',
    marking: '',
  },
};

export type Piece = object | typeof NEXT_PART;

export async function make(
  pieces: Iterable<Piece> | AsyncIterable<Piece>,
  who = 'somebody',
): Promise<Buffer> {
  const out = new PassThrough();
  async function* given() {
    yield* pieces;
  }
  const [bytes] = await Promise.all([buffer(out), makeLongPdf(JOB, given(), who, out)]);
  return bytes;
}

export const heading = (level: number, text: string, continued?: true) => ({
  kind: 'heading',
  level,
  text,
  continued,
});
export const table = (caption: string, wide = false) => ({
  kind: 'table',
  caption,
  wide,
  columns: [
    { heading: 'Respondent', share: 1 },
    { heading: 'Answer', share: 3 },
  ],
  empty: 'There are none.',
});
const row = (number: number, text = 'We agree.') => [`Respondent ${number}`, [{ text, look: 'said' }]];
export const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => row(from + index));
