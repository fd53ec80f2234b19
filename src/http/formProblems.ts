import { Conflict, Invalid, type Problem } from '../errors.js';

/** A form's problems: the summary above it, and what stands beside each field. A problem without a field links nowhere. */
export const formProblems = (problems: Problem[]) => ({
  errors: problems.map(({ field, text }) => ({ text, href: field ? `#${field}` : undefined })),
  of: (field: string): string | undefined => problems.find((problem) => problem.field === field)?.text,
});

/** What is said at the form, with all that was typed still in it; undefined: it is no fault of the form. */
export function problemsOf(error: unknown): Problem[] | undefined {
  if (error instanceof Invalid) return error.problems;
  return error instanceof Conflict ? [{ field: '', text: error.message }] : undefined;
}

/** A conflict is of no field. */
export const statusOf = (problems: Problem[] | undefined): number =>
  !problems ? 200 : problems.some(({ field }) => field) ? 422 : 409;

/**
 * Does what a form asks for, and shows the form again with what is wrong with it.
 * @throws what is no fault of the form
 */
export async function orAgain(
  act: () => Promise<void>,
  again: (problems: Problem[]) => void | Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    const problems = problemsOf(error);
    if (!problems) throw error;
    await again(problems);
  }
}
