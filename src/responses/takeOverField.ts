import { z } from 'zod';

/**
 * The box that confirms that a submission takes the place of others: its value is the references that the page named,
 * with spaces between. What another submits after the page was shown is not among them, and not taken over unseen.
 */
export const takeOverField = z
  .string()
  .max(10_000)
  .default('')
  .transform((references) => references.split(' ').filter(Boolean));
