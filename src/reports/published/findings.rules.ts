import { extensionOf } from '../../attachments/names.js';
import { partsOf } from '../../collation/themes/coding/passages.rules.js';
import type { Question } from '../../consultations/questions.js';
import type { Told } from '../telling/redaction.rules.js';
import { namesLookedFor } from './names.rules.js';

/** Something that must not be read in public: what SECAS redacted, or who asked for its name to be withheld. */
export interface Removed {
  covers: 'passage' | 'answer' | 'file' | 'file name' | 'name';
  submission: string;
  organisation: string;
  /** its submission counts: what was redacted in one that does not any more is looked for too */
  live: boolean;
  /** of a passage, a name */
  words: string | null;
  /** of a whole answer */
  answer: { question: Question; value: unknown } | null;
  /** of a file or its name */
  file: string | null;
}

/** Words that are looked for in what would be public. */
export interface Needle {
  words: string;
  /** in one case of letters, with single spaces */
  folded: string;
  /** it must stand as words of its own: `Ann` is not meant by `planned`, nor Ember Power by `December power` */
  whole: boolean;
  of: Removed;
}

/** A place in what would be public. */
export interface Place {
  /** null: in the consultation itself */
  submission: string | null;
  respondent: string;
  /** what it is, as `Name` or a question */
  where: string;
  /** the question's key, or the attachment's id, for the way there */
  question?: string;
  file?: string;
}

/** Removed words that still stand somewhere. */
export interface StillThere {
  needle: Needle;
  place: Place;
}

export const fold = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** Shorter words stand everywhere and tell nothing. */
const SHORTEST = 4;
/** Shorter than this they must stand as words of their own; a name must, however long. */
const SURE = 8;

/**
 * What is looked for; of a whole answer each of its parts, of a file's name the name without its ending, of a withheld
 * name also what it is called in letters.
 */
export function needlesOf(removed: Removed[]): Needle[] {
  const needles = new Map<string, Needle>();
  for (const of of removed) {
    for (const words of wordsOf(of)) {
      const folded = fold(words);
      const whole = of.covers === 'name' || folded.length < SURE;
      if (folded.length >= SHORTEST && !needles.has(folded))
        needles.set(folded, { words, folded, whole, of });
    }
  }
  return [...needles.values()];
}

function wordsOf({ covers, words, answer, file }: Removed): string[] {
  if (covers === 'answer')
    return answer ? partsOf(answer.question, answer.value).map(({ text }) => text) : [];
  if (covers === 'file name' && file) return [file.slice(0, file.length - extensionOf(file).length)];
  if (words === null) return [];
  return covers === 'name' ? namesLookedFor(words) : [words];
}

/** @param text folded */
export function standsIn(text: string, { folded, whole }: Pick<Needle, 'folded' | 'whole'>): boolean {
  for (let at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + 1)) {
    const around = (text[at - 1] ?? '') + (text[at + folded.length] ?? '');
    if (!whole || !/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}

/** Of what stands in one place what says most: where the whole name stands, its beginning need not be said too. */
export const sayingMost = (found: Needle[]): Needle[] =>
  found.filter(
    ({ folded, of }) =>
      of.covers !== 'name' ||
      !found.some(
        (other) =>
          other.of.submission === of.submission && other.folded !== folded && other.folded.includes(folded),
      ),
  );

const standingIn = (text: string, needles: Needle[]): Needle[] => {
  const folded = fold(text);
  return sayingMost(needles.filter((needle) => standsIn(folded, needle)));
};

/** Where removed words still stand in a response as it would be published. */
export function stillIn(told: Told, questions: Question[], needles: Needle[]): StillThere[] {
  if (needles.length === 0) return [];
  return placesOf(told, questions).flatMap(({ text, ...place }) =>
    standingIn(text, needles).map((needle) => ({ needle, place })),
  );
}

function placesOf(told: Told, questions: Question[]): (Place & { text: string })[] {
  const { id: submission, name: respondent, parties, answers, files } = told;
  const of = { submission, respondent };
  const ask = (key: string) => questions.find((question) => question.key === key)?.ask ?? key;
  return [
    { ...of, where: 'Name', text: respondent },
    ...parties.map(({ name }) => ({ ...of, where: 'Name of a Party', text: name })),
    ...Object.entries(answers).flatMap(([question, answer]) =>
      answer.withheld
        ? []
        : textsIn(answer.value).map((text) => ({ ...of, where: ask(question), question, text })),
    ),
    ...files.map(({ name, questionKey }) => ({
      ...of,
      where: 'Name of a file',
      question: questionKey,
      text: name,
    })),
  ];
}

/** Where removed words stand in what is asked. */
export function stillInQuestions(title: string, questions: Question[], needles: Needle[]): StillThere[] {
  const texts = [
    { where: 'Title of the consultation', text: title },
    ...questions.flatMap((question) =>
      textsIn(question).map((text) => ({ where: `The question “${question.ask}”`, text })),
    ),
  ];
  return texts.flatMap(({ where, text }) =>
    standingIn(text, needles).map((needle) => ({
      needle,
      place: { submission: null, respondent: '', where },
    })),
  );
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
