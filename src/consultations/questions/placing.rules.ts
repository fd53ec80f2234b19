import { sectionsOf, type Question } from '../questions.js';

/** Where something that is dragged is let go: in front of what, or at the end. */
export type Place =
  | { what: 'question'; key: string; section: string; before?: string | undefined }
  | { what: 'section'; key: string; before?: string | undefined };

/**
 * The questions with one of them, or a whole section, in its new place. Sections are named as in addresses.
 * @returns undefined where what is named is not there, or not in that section
 */
export function placedIn(questions: Question[], place: Place): Question[] | undefined {
  return place.what === 'question' ? questionPlaced(questions, place) : sectionPlaced(questions, place);
}

function questionPlaced(
  questions: Question[],
  { key, section: slug, before }: Extract<Place, { what: 'question' }>,
): Question[] | undefined {
  const moved = questions.find((one) => one.key === key);
  const sections = sectionsOf(questions);
  const target = sections.find((section) => section.slug === slug);
  if (!moved || !target || before === key) return undefined;
  const others = target.questions.filter((one) => one !== moved);
  const at = before === undefined ? others.length : others.findIndex((one) => one.key === before);
  if (at < 0) return undefined;
  const placed = others.toSpliced(at, 0, { ...moved, section: target.title });
  return sections.flatMap((section) =>
    section === target ? placed : section.questions.filter((one) => one !== moved),
  );
}

function sectionPlaced(
  questions: Question[],
  { key, before }: Extract<Place, { what: 'section' }>,
): Question[] | undefined {
  const sections = sectionsOf(questions);
  const moved = sections.find(({ slug }) => slug === key);
  const others = sections.filter((section) => section !== moved);
  const at = before === undefined ? others.length : others.findIndex(({ slug }) => slug === before);
  return moved && at >= 0
    ? others.toSpliced(at, 0, moved).flatMap((section) => section.questions)
    : undefined;
}
