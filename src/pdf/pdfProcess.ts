import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pathIn } from '../root.js';
import { loadCompiler, typefaceFile } from './compiler.js';
import { coveredBy } from './covered.js';
import type { Job } from './makePdf.js';
import { printable } from './printable.js';

/** In the order of views/pdf/page.typ. */
const TYPEFACES = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'noto-sans-math/400Regular/NotoSansMath_400Regular.ttf',
  'noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf',
];

// One document: its template and data come in, its bytes go out. Whatever goes wrong ends the process.
const { template, data } = JSON.parse((await buffer(process.stdin)).toString()) as Job;
process.stdout.write(make(template, data));

function make(main: string, given: unknown): Buffer {
  const fonts = TYPEFACES.map((file) => readFileSync(typefaceFile(file)));
  const sets = fonts.map(coveredBy);
  return compile(
    main,
    fonts,
    printable(given, (code) => sets.some((covered) => covered.has(code))),
  );
}

/** The template reads what it shows, with `json()`, from a file beside page.typ that is there only for it. */
function compile(main: string, fontBlobs: Buffer[], shown: object): Buffer {
  const compiler = loadCompiler().NodeCompiler.create({
    workspace: pathIn('views'),
    fontArgs: [{ fontBlobs }],
  });
  compiler.mapShadow(pathIn('views', 'pdf', 'shown.json'), Buffer.from(JSON.stringify(shown)));
  return compiler.pdf({ mainFilePath: pathIn('views', main) }, { pdfStandard: 'ua-1' });
}
