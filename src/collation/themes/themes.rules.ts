import { Invalid } from '../../errors.js';

const LONGEST_NAME = 120;
const LONGEST_DESCRIPTION = 1_000;

/** Beside the field of a theme's name. */
export const NAME_IS_TOLD =
  'The collated report tells it beside answers that are not confidential: repeat nothing confidential in it.';

/** A theme's name and description as they are kept. @throws Invalid */
export function namedTheme(typed: { name: string; description: string }): {
  name: string;
  description: string;
} {
  const name = typed.name.replaceAll(/\s+/g, ' ').trim();
  const description = typed.description.trim();
  const problems = [
    ...(name === '' ? [{ field: 'name', text: 'Enter a name for the theme' }] : []),
    ...(name.length > LONGEST_NAME
      ? [{ field: 'name', text: `Shorten the name to ${LONGEST_NAME} characters` }]
      : []),
    ...(description.length > LONGEST_DESCRIPTION
      ? [{ field: 'description', text: 'Shorten the description to 1,000 characters' }]
      : []),
  ];
  if (problems.length > 0) throw new Invalid(problems);
  return { name, description };
}

/** @param field of the form that holds the name */
export const nameTaken = (name: string, field = 'name'): Invalid =>
  new Invalid([
    { field, text: `There is a theme called “${name}” already: merge the two, or choose another name` },
  ]);

/** The order with one of them a place up (-1) or down (1); undefined when it stands at that end. */
export function moved(ids: string[], id: string, by: -1 | 1): string[] | undefined {
  const from = ids.indexOf(id);
  const other = ids[from + by];
  if (from < 0 || other === undefined) return undefined;
  return ids.map((one) => (one === id ? other : one === other ? id : one));
}
