import { z } from 'zod';
import { readEntry, type Entry, type Typed } from '../../consultations/deadlineEntry.js';
import { whenFields, whenFilled, whenTyped } from '../../consultations/details/detailsForm.js';
import type { Instant } from '../../db/connection.js';
import { Invalid, type Problem } from '../../errors.js';
import type { ArrivedMail } from '../mails/mails.store.js';
import { arrivalOf } from '../mails/mailTimes.rules.js';
import type { NewEnteredResponse } from './entered.store.js';
import { WAY_NAMES } from './entered.rules.js';

/** Ticked for the organisation itself, beside its Parties. */
export const ITSELF = 'organisation';

const ticked = z.union([z.uuid(), z.literal(ITSELF)]);

export const enterForm = z.strictObject({
  id: z.uuid(),
  parties: z.union([ticked.transform((one) => [one]), z.array(ticked).max(500)]).default([]),
  how: z.enum([...WAY_NAMES, '']).default(''),
  /** the mail that it is entered from, in the place of a file */
  mail: z.uuid().optional(),
  ...whenFields('arrived'),
});
export type EnterForm = z.infer<typeof enterForm>;

/** As many text fields as the form may send for an organisation with so many Parties. */
export const mostFields = (parties: number): number => parties + 20;

export const arrivedTyped = (form: EnterForm): Typed => whenTyped(form, 'arrived');

/** @throws Invalid with every problem of the form that can be told without the consultation */
export function readEntered(
  form: EnterForm,
): Pick<NewEnteredResponse, 'id' | 'partyIds' | 'forOrganisation' | 'arrivedAt' | 'arrivedHow'> {
  const problems: Problem[] = [];
  const partyIds = form.parties.filter((one) => one !== ITSELF);
  const forOrganisation = form.parties.includes(ITSELF);
  if (partyIds.length === 0 && !forOrganisation) {
    problems.push({ field: 'parties', text: 'Choose at least one Party, or the organisation itself' });
  }
  const entry = readArrived(arrivedTyped(form));
  if ('problem' in entry) problems.push({ field: 'arrived', text: entry.problem });
  if (form.how === '') problems.push({ field: 'how', text: 'Choose how it came' });
  if (problems.length > 0 || !('instant' in entry)) throw new Invalid(problems);
  return { id: form.id, partyIds, forOrganisation, arrivedAt: entry.instant, arrivedHow: form.how };
}

/** When something reached SECAS, as it was typed: no hour is assumed. */
export function readArrived(typed: Typed): Entry {
  const entry = readEntry('When it reached SECAS', typed, '');
  if (!entry) return { problem: 'Enter when it reached SECAS, with the time' };
  if (typed.time.trim() === '') return { problem: 'Enter the time too, such as 16:42' };
  return entry;
}

/** What a mail says of how it came: to be checked by who enters it. */
export function filledFrom(mail: Pick<ArrivedMail, 'deliveredAt' | 'headerAt' | 'id'>, now: Instant) {
  const arrival = arrivalOf(mail, now);
  return { mail: mail.id, how: 'e-mail', ...whenFilled('arrived', arrival?.at ?? null) };
}
