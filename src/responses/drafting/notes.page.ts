import { Temporal } from 'temporal-polyfill';
import { sectionsOf, type Question } from '../../consultations/questions.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { counted } from '../../counted.js';
import type { Draft } from './drafts.store.js';
import type { NewNote, Note } from './notes.store.js';

/** Characters of a note for colleagues. */
const LONGEST_NOTE = 5_000;

/** What is said of a note that was typed and cannot be kept as it is; undefined: it can. */
export const noteProblem = ({ text }: NewNote): string | undefined =>
  text.length > LONGEST_NOTE
    ? `Shorten the note to ${LONGEST_NOTE.toLocaleString('en-GB')} characters; it has ${text.length.toLocaleString('en-GB')}`
    : undefined;

/** Said where a draft is checked: that there are notes, in which sections, and that they go nowhere; not what they say. */
export function notesStay(questions: Question[], counts: Record<string, number>, id: string) {
  const links = sectionsOf(questions).flatMap(({ title, slug, questions: asked }) => {
    const noted = asked.filter(({ key }) => counts[key]);
    const [first] = noted;
    const sum = noted.reduce((total, { key }) => total + (counts[key] ?? 0), 0);
    return first
      ? [
          {
            text: `${title} (${sum})`,
            href: `${paths.section({ id, section: slug })}#${first.key}-notes`,
            sum,
          },
        ]
      : [];
  });
  const all = links.reduce((total, { sum }) => total + sum, 0);
  if (all === 0) return undefined;
  return {
    text: `There ${all === 1 ? 'is' : 'are'} ${counted(all, 'note')} for colleagues: ${all === 1 ? 'it is' : 'they are'} not sent.`,
    links,
  };
}

/** The notes on one answer, and the field for another, as views/responses/answers/notes.ejs takes them. */
export function notesOn(
  { key, ask }: Question,
  notes: Note[] = [],
  draft: Draft,
  viewerId: string,
  typed: NewNote | undefined,
) {
  const whose = draft.enteredBySecas ? 'SECAS' : draft.organisation.name;
  return {
    key,
    id: `${key}-notes`,
    title: notes.length > 0 ? `Notes for colleagues (${notes.length})` : 'Notes for colleagues',
    ask,
    field: `${key}-note`,
    hint: `Only people of ${whose} see it. It is never part of what is submitted.`,
    longest: LONGEST_NOTE,
    typed: typed?.text ?? '',
    error: typed && noteProblem(typed),
    add: `add-note:${key}`,
    list: notes.map(({ id, text, at, by }) => ({
      id,
      text,
      by: `${by.name}, ${formatMoment(Temporal.Instant.from(at))}`,
      remove: by.id === viewerId ? `remove-note:${key}:${id}` : undefined,
    })),
  };
}
