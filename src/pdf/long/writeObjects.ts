import type { PdfObject } from './pdfObjects.js';

const HEADER = Buffer.from('%PDF-1.7\n%\x80\x80\x80\x80\n\n', 'latin1');

/** Hundreds of thousands of objects are put together, so that they are written in a few pieces. */
const PIECE = 1024 * 1024;

/**
 * Writes a PDF object by object, in any order, each number once and none left out, with a plain table of them at its end
 * (ISO 32000-1, 7.5).
 * @param write is given the file in pieces
 */
export function startFile(write: (piece: Buffer) => void) {
  const starts: number[] = [];
  let open: Buffer[] = [];
  let [held, before] = [0, 0];
  const close = () => {
    write(Buffer.concat(open));
    before += held;
    [open, held] = [[], 0];
  };
  const put = (...some: Buffer[]) => {
    open.push(...some);
    for (const { length } of some) held += length;
    if (held > PIECE) close();
  };
  put(HEADER);
  return {
    add: (id: number, { text, stream }: PdfObject): void => {
      starts[id] = before + held;
      put(Buffer.from(`${id} 0 obj\n${text}${stream ? '\nstream\n' : '\nendobj\n\n'}`, 'latin1'));
      if (stream) put(stream, Buffer.from('\nendstream\nendobj\n\n'));
    },
    /** @throws Error when an object is missing */
    end: ({ root, info, identity }: { root: number; info: number; identity: string }): void => {
      const at = before + held;
      const size = starts.length;
      const entry = (_: unknown, index: number) => {
        const start = starts[index + 1];
        if (start === undefined) throw new Error(`Object ${index + 1} of this PDF was not written.`);
        return `${String(start).padStart(10, '0')} 00000 n\r\n`;
      };
      const table = Array.from({ length: size - 1 }, entry).join('');
      const trailer = `trailer\n<<\n  /Size ${size}\n  /Root ${root} 0 R\n  /Info ${info} 0 R\n  /ID ${identity}\n>>`;
      put(
        Buffer.from(
          `xref\n0 ${size}\n0000000000 65535 f\r\n${table}${trailer}\nstartxref\n${at}\n%%EOF\n`,
          'latin1',
        ),
      );
      close();
    },
  };
}
