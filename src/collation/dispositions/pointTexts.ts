import { z } from 'zod';
import { cleanText } from '../../responses/answers/cleanText.js';
import { OUTCOMES, type TypedPoint } from './points.rules.js';

const typed = z.string().transform((text) => cleanText(text).text);

/** What the form of a point sends; what is not asked of a question is not sent. */
export const pointTexts = {
  line: typed.default(''),
  summary: typed,
  theme: z.union([z.uuid(), z.literal('')]).default(''),
  reply: typed,
  outcome: z.enum(['', ...OUTCOMES]).default(''),
  changed: typed,
  discreet: z.literal('yes').optional(),
};

export const typedOf = (form: {
  line: string;
  summary: string;
  reply: string;
  outcome: TypedPoint['outcome'];
  changed: string;
  discreet?: 'yes';
}): TypedPoint => ({
  line: form.line,
  summary: form.summary,
  reply: form.reply,
  outcome: form.outcome,
  changed: form.changed,
  discreet: form.discreet === 'yes',
});
