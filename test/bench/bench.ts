import { parseArgs } from 'node:util';
import { desk } from './desk.js';
import { exports } from './exports.js';
import { tableOf, type Figure } from './figures.js';
import { autosave, form, journey, upload } from './measurements.js';
import { onStage, type Stage } from './stage.js';

/**
 * `npm run bench -- [--json] [name …]`: what the portal does, each figure beside a limit taken in alternation in the
 * same run. The ratios travel from machine to machine; the figures do not.
 */
const measurements: Record<string, (stage: Stage) => Promise<Figure[]>> = {
  form,
  journey,
  autosave,
  upload,
  desk,
  exports,
};

const { values: given, positionals } = parseArgs({
  options: { json: { type: 'boolean' } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(measurements);
const unknown = names.filter((name) => !(name in measurements));
if (unknown.length > 0) {
  console.error(
    `There is no measurement ${unknown.join(', ')}: choose of ${Object.keys(measurements).join(', ')}.`,
  );
  process.exit(1);
}

const figures: Figure[] = [];
await onStage(async (stage) => {
  for (const name of names) {
    console.error(`measuring ${name} …`);
    try {
      figures.push(...((await measurements[name]?.(stage)) ?? []));
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
});
console.log(given.json ? JSON.stringify(figures, undefined, 2) : tableOf(figures));
