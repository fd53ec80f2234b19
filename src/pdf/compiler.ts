import { createRequire } from 'node:module';

/** What is used of the native part of typst, https://typst.app, as typst.ts builds it for Node. */
export interface Compiler {
  NodeCompiler: {
    create(options: { workspace: string; fontArgs: { fontBlobs: Buffer[] }[] }): {
      mapShadow(path: string, content: Buffer): void;
      evictCache(oldest: number): void;
      pdf(main: { mainFilePath: string }, options: { pdfStandard: 'ua-1' }): Buffer;
    };
  };
}

const require = createRequire(import.meta.url);

/** The package of the compiler's binary for a platform; the package above them all does not install everywhere. */
const packageFor = (platform: string, arch: string): string =>
  `@myriaddreamin/typst-ts-node-compiler-${platform}-${arch}${platform === 'linux' ? '-gnu' : ''}`;

/** Whether there is a compiler for a kind of machine. */
export function hasCompiler(platform: string, arch: string): boolean {
  try {
    return require.resolve(packageFor(platform, arch)) !== '';
  } catch {
    return false;
  }
}

/** Whether this installation makes PDFs; a page that would link to one says so, and offers printing. */
export const MAKES_PDF = hasCompiler(process.platform, process.arch);

/** What is said where it makes none. */
export const NO_PDF =
  'This installation of the portal cannot make PDFs. Go back and print the page from your browser instead: it says the same.';

/** Loads 50 MB of native code: only in a process of its own. */
export const loadCompiler = (): Compiler => require(packageFor(process.platform, process.arch)) as Compiler;

/** Where a typeface's file lies. @param file as `noto-sans/400Regular/NotoSans_400Regular.ttf` */
export const typefaceFile = (file: string): string => require.resolve(`@expo-google-fonts/${file}`);
