import type { Question } from '../../consultations/questions.js';
import { capital } from '../../counted.js';
import type { Problem } from '../../errors.js';
import { formProblems } from '../../http/formProblems.js';
import { OUTCOMES, type TypedPoint } from './points.rules.js';

/** A point's form that came back. */
export interface WrongPoint {
  typed: TypedPoint & { theme: string };
  problems: Problem[];
}

interface Beside {
  /** undefined: the point is on the consultation as a whole */
  question: Question | undefined;
  themes: { id: string; name: string }[];
  /** something of it was said in confidence, or without a name */
  delicate: boolean;
}

/** The fields of a point, as its form shows them. */
export function pointFields(
  typed: TypedPoint & { theme: string },
  { question, themes, delicate }: Beside,
  problems: Problem[] = [],
) {
  const { of } = formProblems(problems);
  return {
    line:
      question?.type === 'rows'
        ? {
            name: 'line',
            label: question.columns?.[0] ?? 'Clause or line',
            optional: true,
            hint: 'Where the point is about one of them',
            width: 20,
            value: typed.line,
            error: of('line'),
          }
        : undefined,
    summary: {
      name: 'summary',
      label: 'What was said',
      hint: 'In plain words of your own, without the name of who said it: everybody will read it.',
      rows: 6,
      value: typed.summary,
      error: of('summary'),
    },
    theme:
      themes.length > 0
        ? {
            name: 'theme',
            label: 'Theme',
            optional: true,
            prompt: 'None',
            value: typed.theme,
            error: of('theme'),
            items: themes.map(({ id, name }) => ({ value: id, text: name })),
          }
        : undefined,
    reply: { name: 'reply', label: 'The reply', rows: 6, value: typed.reply, error: of('reply') },
    outcome: {
      name: 'outcome',
      label: 'Outcome',
      value: typed.outcome,
      error: of('outcome'),
      items: OUTCOMES.map((one) => ({ value: one, text: capital(one) })),
    },
    changed: {
      name: 'changed',
      label: 'What changed',
      optional: true,
      hint: 'Such as a clause, a figure or a date that is another now.',
      rows: 2,
      value: typed.changed,
      error: of('changed'),
    },
    discreet: delicate
      ? {
          name: 'discreet',
          values: typed.discreet ? ['yes'] : [],
          items: [
            {
              value: 'yes',
              text: 'Nothing written here tells what is confidential, or who said it',
              hint: 'Somebody raised this in confidence, or asked for their name to be withheld. Without this it is not published.',
            },
          ],
        }
      : undefined,
  };
}

export const FORM_BUTTONS = [
  { text: 'Save as finished', name: 'step', value: 'finish' },
  { text: 'Save as a draft', kind: 'secondary', name: 'step', value: 'save' },
];
