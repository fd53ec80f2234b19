import { z } from 'zod';
import type { Chosen } from './parties.rules.js';
import { ITSELF } from './respondents.page.js';

const ticked = z.union([z.uuid(), z.literal(ITSELF)]);

/** The fields in which one says on whose behalf a response is. Several ticks of one name arrive as a list. */
export const respondentsForm = z.strictObject({
  parties: z.union([ticked.transform((one) => [one]), z.array(ticked).max(500)]).default([]),
  takeOver: z.literal('yes').optional(),
});

export const respondentsIn = ({ parties, takeOver }: z.infer<typeof respondentsForm>): Chosen => ({
  partyIds: parties.filter((one) => one !== ITSELF),
  forOrganisation: parties.includes(ITSELF),
  takeOver: takeOver === 'yes',
});
