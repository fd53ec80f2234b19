import { z } from 'zod';
import { Invalid } from '../../errors.js';
import { noteProblems } from './editConsultation.js';
import { wordingProblems, type Wording } from './details.rules.js';
import { readTexts } from '../formText.js';

/** The form that puts the wording of a published consultation right. */
export const correctionForm = z.strictObject({
  title: z.string(),
  summary: z.string(),
  howToRespond: z.string(),
  note: z.string(),
  version: z.coerce.number().int().positive(),
});
export type CorrectionForm = z.infer<typeof correctionForm>;

/** @throws Invalid with every problem of the form */
export function readCorrection(form: CorrectionForm): { wording: Wording; note: string } {
  const read = readTexts();
  const wording = {
    title: read.line('title', form.title, 'Title', 300),
    summary: read.text('summary', form.summary, 'What it is about', 20_000),
    howToRespond: read.text('howToRespond', form.howToRespond, 'How to respond', 10_000),
  };
  const note = read.line('note', form.note, 'What was put right', 500);
  const problems = [...read.problems, ...wordingProblems(wording), ...noteProblems(note)];
  if (problems.length > 0) throw new Invalid(problems);
  return { wording, note };
}
