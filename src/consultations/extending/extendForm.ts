import { z } from 'zod';
import type { Instant } from '../../db/connection.js';
import { Invalid } from '../../errors.js';
import { readEntry } from '../deadlineEntry.js';
import { whenFields, whenFilled, whenTyped } from '../details/detailsForm.js';
import type { NewDeadline } from './extendDeadline.js';
import { readTexts } from '../formText.js';

export const extendForm = z.strictObject({
  whom: z.enum(['all', 'one']).optional(),
  organisation: z.union([z.uuid(), z.literal('')]),
  reason: z.string(),
  ...whenFields('closes'),
  /** the mark of what was shown; there once it is confirmed */
  checked: z.string().optional(),
  /** it is to be changed once more before it is confirmed */
  edit: z.literal('yes').optional(),
});
export type ExtendForm = Omit<z.infer<typeof extendForm>, 'checked' | 'edit'>;

/** What the field is called. */
export const NEW_DEADLINE = 'New deadline';

/** The form as it is opened: the deadline that holds now is to be changed, so its time stays unless it is typed over. */
export const extendFormOf = (closesAt: Instant | null): ExtendForm => ({
  organisation: '',
  reason: '',
  ...whenFilled('closes', closesAt),
});

/** @throws Invalid with every problem of the form */
export function readExtension(form: ExtendForm, consultationId: string): NewDeadline {
  const read = readTexts();
  const forOne = form.whom === 'one';
  if (!form.whom) read.problems.push({ field: 'whom', text: 'Choose for whom the deadline moves' });
  if (forOne && !form.organisation) {
    read.problems.push({ field: 'organisation', text: 'Choose the organisation' });
  }
  const entry = readEntry(NEW_DEADLINE, whenTyped(form, 'closes'), '17:00');
  if (!entry) read.problems.push({ field: 'closes', text: 'Enter the new deadline' });
  else if ('problem' in entry) read.problems.push({ field: 'closes', text: entry.problem });
  const reason = read.line('reason', form.reason, 'Reason', 1_000);
  if (!reason) read.problems.push({ field: 'reason', text: 'Enter the reason: it is kept and shown' });
  if (read.problems.length > 0 || !entry || !('instant' in entry)) throw new Invalid(read.problems);
  const organisationId = forOne ? form.organisation : null;
  return { consultationId, organisationId, closesAt: entry.instant, reason };
}
