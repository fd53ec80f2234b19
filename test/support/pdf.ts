import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Poppler's reader of PDFs, to read what the portal writes as another program would; undefined where there is none. */
export const findPdftotext = (): string | undefined =>
  ['/usr/bin/pdftotext', '/usr/local/bin/pdftotext', '/opt/homebrew/bin/pdftotext'].find(existsSync);

/** For tests that read a PDF. */
export const skipWithoutPdftotext = findPdftotext() ? false : 'pdftotext was not found';

/** What lies between the running lines of an A4 page (in points), in the order in which it is read. */
const BODY = ['-raw', '-x', '0', '-y', '60', '-W', '596', '-H', '715'];

/**
 * The words of a PDF in the order of its pages, without any white space, because where lines break says nothing, and
 * without what runs above and below every page.
 */
export const wordsOf = (pdf: Buffer): string => withoutSpace(textOfPdf(pdf, BODY));

/** The text of a PDF with what stands above and below every page. */
export const textOfPdf = (pdf: Buffer, options: string[] = []): string =>
  execFileSync(findPdftotext()!, ['-q', '-enc', 'UTF-8', ...options, '-', '-'], {
    input: pdf,
    maxBuffer: 100_000_000,
  }).toString();

/** What Poppler's pdfinfo says of a PDF, term by term. */
export function infoOf(pdf: Buffer): Record<string, string> {
  const said = execFileSync(findPdftotext()!.replace(/pdftotext$/, 'pdfinfo'), ['-isodates', '-'], {
    input: pdf,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return Object.fromEntries(
    [...said.toString().matchAll(/^([^:]+): +(.*)$/gm)].map(([, term, value]) => [term, value]),
  );
}

export const withoutSpace = (text: string): string => text.replaceAll(/\s+/g, '');

/** That the texts stand in a PDF, one after the other. */
export function assertInOrder(pdf: Buffer, texts: string[]): void {
  const words = wordsOf(pdf);
  let from = 0;
  for (const text of texts) {
    const at = words.indexOf(withoutSpace(text), from);
    assert.notEqual(at, -1, `“${text.slice(0, 80)}” is missing, or out of order`);
    from = at + withoutSpace(text).length;
  }
}

/**
 * The processes that a process has started and that still run, by id; Linux only.
 * @param apartFrom those that it had before: another test file that ran in it may have left one that is about to end
 */
export const childrenOf = (parent: number, apartFrom: number[] = []): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent && !apartFrom.includes(pid));

/** Those that have ended and were not waited for do not count. */
function parentOf(pid: number): number | undefined {
  try {
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return state === 'Z' ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}
