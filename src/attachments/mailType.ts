import { MAIL, type AcceptedType } from './acceptedTypes.js';
import { FileRefused, type TypeFinder } from './fileType.js';
import { isOutlookItem } from './oleType.js';

/** A compound file begins so ([MS-CFB] 2.2). */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Finds which kind of saved mail a file is, from its content. The body of an .eml may hold any bytes, in any character
 * set: what must be readable is its first header (RFC 5322, 2.2).
 */
export function mailTypeFinder(name: string): TypeFinder {
  let begins: 'eml' | 'msg' | undefined;
  const refuse = () =>
    new FileRefused(
      name,
      'is not a saved e-mail. Save the mail from your mail program as .eml or .msg, then upload that file',
    );
  return {
    see: async (chunk) => {
      begins ??= kindOf(chunk);
      if (!begins) throw refuse();
    },
    conclude: async (_size, readAt): Promise<AcceptedType> => {
      if (!begins) throw new FileRefused(name, 'is empty: it has 0 bytes');
      if (begins === 'msg' && !(await isOutlookItem(readAt))) throw refuse();
      return MAIL[begins];
    },
  };
}

function kindOf(chunk: Buffer): 'eml' | 'msg' | undefined {
  if (chunk.subarray(0, COMPOUND.length).equals(COMPOUND)) return 'msg';
  // Some programs put a mark or an mbox line before the headers.
  const head = chunk.toString('latin1', 0, 2_000).replace(/^\u00ef\u00bb\u00bf/, '');
  return /^(?:>?From [^\r\n]*\r?\n)?[!-9;-~]{1,80}[ \t]*:[^\0]*\n/.test(head) ? 'eml' : undefined;
}
