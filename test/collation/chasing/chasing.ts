import { remindOnSchedule } from '../../../src/collation/chasing/remindOnSchedule.js';
import { paths } from '../../../src/paths.js';
import { warnUnsubmitted } from '../../../src/responses/closing/warnUnsubmitted.js';
import { submitForm, type Fields } from '../../support/browse.js';
import { aDraftResponse } from '../../support/draft.js';
import { db, desk, portal, type aConsultationOf, type Company } from '../desk.js';

export type Consultation = Awaited<ReturnType<typeof aConsultationOf>>;

/** 5 Working Days before the usual deadline. */
export const DAY_OF_FIRST = '2017-02-01T17:00:00Z';

/** The reminders of a consultation and the warnings of drafts to it. */
export const mailsOf = async ({ reference }: Consultation) =>
  db('outbox_mail')
    .whereLike('subject', `%${reference}%`)
    .whereIn('kind', ['reminder', 'closing'])
    .orderBy('to_address');

export const toWhom = async (consultation: Consultation) =>
  (await mailsOf(consultation)).map(({ to_address }) => to_address);

export const emails = (...companies: Company[]) => companies.map(({ by }) => by.email).toSorted();

export const aDraftOf = (company: Company, consultation: Consultation) =>
  aDraftResponse(db, {
    consultation,
    organisation: company.organisation,
    by: company.by,
    parties: company.parties,
  });

/** What a worker does each minute, by as many workers as are given. */
export const workers = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      await warnUnsubmitted(portal.deps);
      await remindOnSchedule(portal.deps);
    }),
  );

export const chaseOf = ({ reference }: Consultation, query = {}) =>
  `${paths.deskChase({ reference })}?${new URLSearchParams(query).toString()}`;

export const CHASE_FORM = 'form[action$="/chase"][method="post"]';

/** Sends the form of reminders by hand, as the page has it. */
export const chase = (consultation: Consultation, fields: Fields) =>
  submitForm(desk, chaseOf(consultation), fields, { form: CHASE_FORM });
