import { existsSync } from 'node:fs';
import path from 'node:path';

let root = import.meta.dirname;
while (!existsSync(path.join(root, 'package.json'))) root = path.dirname(root);

/** A path in the project, the same from dist/ (built) and from .build/ (built with the tests). */
export const pathIn = (...parts: string[]): string => path.join(root, ...parts);
