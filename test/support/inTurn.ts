import { register } from 'node:module';
import { describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { pathIn } from '../../src/root.js';

/**
 * Runs test files one after the other in this process, each as a suite with modules of `test/` of its own. To import
 * the portal takes longer than most files do: it is done once for all of them.
 * @param files as they are written, from the project's folder on: what `tsc` has made of each is run
 */
export async function inTurn(files: string[]): Promise<void> {
  register('./ownModules.js', import.meta.url);
  let left = files.length;
  // Whatever ends the process before its time has not passed.
  process.on('exit', () => {
    if (left > 0) process.exitCode = 1;
  });
  for (const file of files) {
    const built = pathToFileURL(pathIn('.build', file.replace(/\.ts$/, '.js')));
    built.searchParams.set('of', file);
    await describe(file, async () => {
      await import(built.href);
    });
    left -= 1;
  }
}
