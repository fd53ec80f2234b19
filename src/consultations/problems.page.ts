import type { Problem } from '../errors.js';

/** A form's problems: the summary above, and what stands beside each field. */
export const shownProblems = (problems: Problem[]) => ({
  errors: problems.map(({ field, text }) => ({ text, href: field ? `#${field}` : undefined })),
  of: (field: string): string | undefined => problems.find((problem) => problem.field === field)?.text,
});
