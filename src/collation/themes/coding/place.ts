import { z } from 'zod';

/** Where a script says that a passage was selected: the line, from, before. */
export const place = z
  .string()
  .regex(/^\d{1,3}:\d{1,7}:\d{1,7}$/)
  .transform((text) => text.split(':').map(Number) as [number, number, number]);
