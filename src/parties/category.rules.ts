import { CATEGORIES } from '../consultations/consultations.rules.js';

/** The five categories, and the DCC, which is a Party outside them (DOMAIN.md, Party Category). */
export const PARTY_CATEGORIES = [...CATEGORIES, 'DCC'] as const;

/** A category as it is typed, capitals and spaces aside; or what is wrong, with the nearest one when there is one. */
export function readCategory(typed: string): { category: string } | { problem: string } {
  const plain = folded(typed);
  if (plain === '') return { problem: `Give the category: ${ALL}` };
  const exact = PARTY_CATEGORIES.find((category) => folded(category) === plain);
  if (exact) return { category: exact };
  const nearest = nearestCategory(plain);
  return {
    problem: nearest
      ? `“${typed}” is not a category. Perhaps it is “${nearest}”`
      : `“${typed}” is not a category. The categories are ${ALL}`,
  };
}

const ALL = `${PARTY_CATEGORIES.slice(0, -1).join(', ')} and ${PARTY_CATEGORIES.at(-1)}`;

/** The one that takes the fewest changes of a letter, unless those are half of it. */
function nearestCategory(plain: string): string | undefined {
  const [nearest] = PARTY_CATEGORIES.map((category) => {
    const distance = editDistance(plain.slice(0, 60), folded(category));
    return { category, distance, near: distance * 2 <= category.length };
  }).toSorted((one, other) => one.distance - other.distance);
  return nearest?.near ? nearest.category : undefined;
}

const folded = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** Levenshtein's: how many letters are put in, taken out or changed. */
function editDistance(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of one.split('').entries()) {
    const now = [row + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const changed = before[column - 1]! + (letter === other[column - 1] ? 0 : 1);
      now.push(Math.min(changed, before[column]! + 1, now[column - 1]! + 1));
    }
    before = now;
  }
  return before[other.length]!;
}
