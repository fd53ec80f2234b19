import { decideLate } from '../../src/collation/late/decideLate.js';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { listRoots } from '../../src/proof/tree.store.js';
import { aCompany, db, instant, portal, sam, type Company } from '../collation/desk.js';

export const CLOSED_AT = instant('2017-02-08T17:00:20Z');

/** As many organisations, with a Party each. */
export const companies = (count: number): Promise<Company[]> =>
  Promise.all(Array.from({ length: count }, () => aCompany()));

/** Closes a consultation 20 s after its deadline, as the worker does. */
export const close = (consultation: { id: string }) =>
  closeConsultation(portal.deps, consultation.id, CLOSED_AT);

/** SECAS admits a late one two days later. */
export const admit = (consultation: { id: string }, late: { id: string }, takeOver: string[] = []) =>
  decideLate(
    portal.deps,
    sam,
    { consultationId: consultation.id, submissionId: late.id, admitted: true, reason: 'Flooded.', takeOver },
    instant('2017-02-10T09:00:00Z'),
  );

export const rootsOf = ({ id }: { id: string }) => listRoots(db, { 'c.id': id });
