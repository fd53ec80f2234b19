import { paths } from '../../paths.js';
import type { Given } from './sources.js';

/** The way to a new point that begins with a response's answer, with a theme, or with a line. */
export const raiseUrl = (reference: string, from: Partial<Given>): string =>
  `${paths.deskNewPoint({ reference })}?${new URLSearchParams(from).toString()}`;

/** The way from a theme with which something that counts is coded. */
export const raiseTheme = (
  reference: string,
  question: string,
  { id, responses }: { id: string; responses: number },
): { text: string; href: string } | undefined =>
  responses > 0
    ? { text: 'Raise as a point', href: raiseUrl(reference, { ofTheme: id, question }) }
    : undefined;
