import { readFileSync } from 'node:fs';
import { pathIn } from '../root.js';
import { loadCompiler, typefaceFile } from './compiler.js';
import { coveredBy } from './covered.js';

/** In the order of views/pdf/page.typ. */
const TYPEFACES = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'noto-sans-math/400Regular/NotoSansMath_400Regular.ttf',
  'noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf',
];

const fonts = TYPEFACES.map((file) => readFileSync(typefaceFile(file)));
const sets = fonts.map(coveredBy);

/** Whether one of the typefaces has a character. */
export const isCovered = (code: number): boolean => sets.some((covered) => covered.has(code));

/** 50 MB of native code, which cannot be interrupted; for all documents of a thread. */
const compiler = loadCompiler().NodeCompiler.create({
  workspace: pathIn('views'),
  fontArgs: [{ fontBlobs: fonts }],
});

/**
 * Sets a document. Only in a process of its own.
 * @param template below views/; it reads what it shows, with `json()`, from a file beside page.typ that is there only for it
 * @throws what the compiler says, a warning too little for PDF/UA-1 included
 */
export function typeset(template: string, shown: { data: object; coded: boolean }): Buffer {
  compiler.mapShadow(pathIn('views', 'pdf', 'shown.json'), Buffer.from(JSON.stringify(shown)));
  try {
    return compiler.pdf({ mainFilePath: pathIn('views', template) }, { pdfStandard: 'ua-1' });
  } finally {
    // What it keeps for the next document is of no use to another one.
    compiler.evictCache(0);
  }
}
