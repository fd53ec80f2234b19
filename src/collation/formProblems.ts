import type { Problem } from '../errors.js';

/** A form's problems: the summary above it, and what stands beside each field. A problem without a field links nowhere. */
export const formProblems = (problems: Problem[]) => ({
  errors: problems.map(({ field, text }) => ({ text, href: field ? `#${field}` : undefined })),
  of: (field: string): string | undefined => problems.find((problem) => problem.field === field)?.text,
});
