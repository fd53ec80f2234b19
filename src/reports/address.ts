import { z } from 'zod';
import { VERSIONS, type Version } from './access.rules.js';
import { numberText, type EditionNumber } from './editions/edition.rules.js';

/** Which report an address asks for: without a version the one for all, without an edition the newest. */
export const asked = z.object({ version: z.enum(VERSIONS).catch('all'), edition: z.string().optional() });

/** The same as an address says it; '' for the newest for all. */
export function queryOf({ version = 'all', edition, volume }: Asked): string {
  const query = new URLSearchParams({
    ...(version === 'all' ? {} : { version }),
    ...(edition && { edition: numberText(edition.number) }),
    ...(volume && { volume: String(volume.number) }),
  }).toString();
  return query && `?${query}`;
}

interface Asked {
  version?: Version;
  edition?: { number: EditionNumber } | undefined;
  volume?: { number: number } | undefined;
}
