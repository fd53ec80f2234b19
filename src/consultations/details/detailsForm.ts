import { z } from 'zod';
import { Invalid, type Problem } from '../../errors.js';
import type { Instant } from '../../db/connection.js';
import { KINDS, type Kind } from '../consultations.rules.js';
import type { Consultation } from '../consultations.store.js';
import { readEntry, typedOf, type Typed } from '../deadlineEntry.js';
import { titledAsCopy } from './copyTitle.js';
import type { NewConsultation } from './createConsultation.js';
import { detailsProblems, LABELS, type Details } from './details.rules.js';
import { readTexts } from '../formText.js';
import { asModification } from '../modification/modification.rules.js';
import { TEMPLATES, type TemplateName } from '../questions/templates.js';

const typed = z.string().default('');

/** The fields of views/partials/date-time. */
export const whenFields = <const Name extends string>(name: Name) =>
  Object.fromEntries(['day', 'month', 'year', 'time'].map((part) => [`${name}-${part}`, typed])) as Record<
    `${Name}-${keyof Typed}`,
    typeof typed
  >;

export const whenTyped = <const Name extends string>(
  form: Record<`${NoInfer<Name>}-${keyof Typed}`, string>,
  name: Name,
): Typed => ({
  day: form[`${name}-day`],
  month: form[`${name}-month`],
  year: form[`${name}-year`],
  time: form[`${name}-time`],
});

/** The fields as they hold an instant. */
export function whenFilled<const Name extends string>(name: Name, instant: Instant | null) {
  const parts = Object.entries(typedOf(instant)).map(([part, value]) => [`${name}-${part}`, value]);
  return Object.fromEntries(parts) as Record<`${Name}-${keyof Typed}`, string>;
}

const shared = {
  reference: typed,
  title: typed,
  issuedBy: typed,
  modification: typed,
  summary: typed,
  howToRespond: typed,
  audience: z
    .union([z.string(), z.array(z.string()).max(5)])
    .default([])
    .transform((value) => [value].flat()),
  ...whenFields('opens'),
  ...whenFields('closes'),
};

const kind = z.enum(Object.keys(KINDS) as [Kind, ...Kind[]]);

/** It begins with a template's questions, with none, or with those of another: then `copyOf` is that one's reference. */
export const newForm = z.strictObject({
  ...shared,
  template: z.enum([...(Object.keys(TEMPLATES) as TemplateName[]), 'none']).optional(),
  kind: kind.or(z.literal('')).default(''),
  copyOf: typed,
});
export type NewForm = z.infer<typeof newForm>;

export const editForm = z.strictObject({
  ...shared,
  kind,
  version: z.coerce.number().int().positive(),
});
export type EditForm = z.infer<typeof editForm>;

export type SharedForm = Omit<NewForm, 'template' | 'kind' | 'copyOf'>;

/** @param copyOf the consultation that it begins as a copy of @throws Invalid with every problem of the form */
export function readNew(
  { template, kind: chosen, copyOf: _, ...form }: NewForm,
  copyOf?: { id: string; reference: string },
): NewConsultation {
  const { details, problems } = readShared(form, chosen || 'external');
  if (!copyOf && !template)
    problems.unshift({ field: 'template', text: 'Choose what kind of consultation it is' });
  if ((copyOf || template === 'none') && !chosen)
    problems.unshift({ field: 'kind', text: 'Choose its kind' });
  if (problems.length > 0) throw new Invalid(problems);
  return copyOf || !template || template === 'none' ? { ...details, copyOf } : { ...details, template };
}

/** The form of a new one with what can be taken over from an earlier one: no reference, no modification, no dates. */
export function copyFormOf(earlier: Consultation): NewForm {
  const { reference, title, kind: its, issuedBy, summary, howToRespond, audience } = earlier;
  const copied = { kind: its, issuedBy, summary, howToRespond, audience, copyOf: reference };
  return newForm.parse({ ...copied, title: titledAsCopy(title) });
}

/** @throws Invalid with every problem of the form */
export function readEdit(form: EditForm): Details {
  const { details, problems } = readShared(form, form.kind);
  if (problems.length > 0) throw new Invalid(problems);
  return details;
}

/** The form as it is opened on a consultation. */
export function editFormOf(consultation: Consultation): EditForm {
  const { reference, title, kind, issuedBy, modification, summary, howToRespond, audience, version } =
    consultation;
  const texts = { reference, title, issuedBy, modification: modification ?? '', summary, howToRespond };
  const dates = {
    ...whenFilled('opens', consultation.opensAt),
    ...whenFilled('closes', consultation.closesAt),
  };
  return { ...texts, ...dates, kind, audience, version };
}

function readShared(form: SharedForm, kind: Kind): { details: Details; problems: Problem[] } {
  const read = readTexts();
  const when = (name: 'opens' | 'closes', time: string): Instant | null => {
    const entry = readEntry(LABELS[`${name}At`], whenTyped(form, name), time);
    if (entry && 'problem' in entry) read.problems.push({ field: name, text: entry.problem });
    return entry && 'instant' in entry ? entry.instant : null;
  };
  const modification = read.line('modification', form.modification, 'Modification', 60);
  const details: Details = {
    reference: read.line('reference', form.reference, 'Reference', 100).toUpperCase(),
    kind,
    title: read.line('title', form.title, 'Title', 300),
    issuedBy: read.line('issuedBy', form.issuedBy, 'Issued by', 200),
    modification: asModification(modification) ?? (modification || null),
    summary: read.text('summary', form.summary, 'What it is about', 20_000),
    howToRespond: read.text('howToRespond', form.howToRespond, 'How to respond', 10_000),
    audience: form.audience,
    opensAt: when('opens', '09:00'),
    closesAt: when('closes', '17:00'),
  };
  return { details, problems: [...read.problems, ...detailsProblems(details)] };
}
