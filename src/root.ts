import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A path in the project, the same from src/ (tests, tsx) and from dist/ (built). */
export const pathIn = (...parts: string[]): string => path.join(root, ...parts);
