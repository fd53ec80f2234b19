import { counted } from '../../counted.js';
import type { Question } from '../../consultations/questions.js';
import { paths } from '../../paths.js';
import { placeOf } from '../place.js';
import { formProblems } from '../../http/formProblems.js';
import { FORM_BUTTONS, pointFields, type WrongPoint } from './pointForm.page.js';
import type { Point } from './points.store.js';

/** What a new point comes from, and what it begins with. */
export interface Beginning {
  hidden: { submission: string; ofTheme: string; ofLine: string; question: string };
  question: Question | undefined;
  /** who raises it, in words */
  raisedBy: { text: string; href?: string };
  responses: number;
  /** the words of who raises it, to be shortened */
  words: string;
  line: string;
  theme: string;
  themes: { id: string; name: string }[];
  delicate: boolean;
  /** points on the same question, to which it may be added */
  others: Point[];
}

/** Writing down a point: a new one, or one more response to a point that is there. */
export function newPointPage(
  consultation: { reference: string; title: string },
  beginning: Beginning,
  wrong?: Partial<WrongPoint>,
) {
  const { reference } = consultation;
  const { hidden, question, raisedBy, responses, words, line, theme, others } = beginning;
  const place = placeOf(consultation, 'dispositions', 'New point');
  const action = paths.deskNewPoint({ reference });
  const nothing = { reply: '', outcome: '' as const, changed: '', discreet: false };
  const typed = wrong?.typed ?? { ...nothing, summary: words, line, theme };
  const { errors, of } = formProblems(wrong?.problems ?? []);
  return {
    ...place,
    title: `${reference}: a new point`,
    errors,
    heading: { text: 'Raise a point', caption: question?.ask ?? 'On the consultation as a whole' },
    raisedBy,
    count: counted(responses, 'response'),
    form: {
      action,
      hidden,
      fields: pointFields(typed, beginning, wrong?.problems),
      buttons: FORM_BUTTONS,
    },
    add:
      others.length > 0
        ? {
            action,
            hidden,
            point: {
              name: 'point',
              label: 'Point',
              hint: 'Its approval is void then, because it is raised by more.',
              prompt: 'Choose a point',
              error: of('point'),
              items: others.map(({ id, summary }) => ({ value: id, text: shortened(summary, 120) })),
            },
            buttons: [{ text: 'Add to this point', kind: 'secondary', name: 'step', value: 'add' }],
          }
        : undefined,
  };
}

/** The beginning of a text, in one line. */
export const shortened = (text: string, longest: number): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line;
};
