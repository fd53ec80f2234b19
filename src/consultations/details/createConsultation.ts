import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Invalid } from '../../errors.js';
import { detailsProblems, type Details } from './details.rules.js';
import { insertConsultation } from './details.store.js';
import type { Question } from '../questions.js';
import { questionsFromTemplate, TEMPLATES, type Lines, type TemplateName } from '../questions/templates.js';

export interface NewConsultation extends Omit<Details, 'kind'> {
  /** which questions it begins with; decides its kind */
  template: TemplateName;
  /** the budget lines or clauses that may be commented on one by one */
  lines?: Lines;
  /** questions of its own instead of the template's */
  questions?: Question[];
}

/**
 * Begins a consultation: nobody but SECAS sees it until it is announced or published.
 * @throws Invalid, also when the reference is taken
 */
export async function createConsultation(
  db: Db,
  by: string,
  input: NewConsultation,
  at: Instant,
): Promise<{ id: string; reference: string }> {
  const { template, lines, questions, ...entered } = input;
  const details = {
    ...entered,
    reference: entered.reference.trim().toUpperCase(),
    kind: TEMPLATES[template].kind,
  };
  const problems = detailsProblems(details);
  if (problems.length > 0) throw new Invalid(problems);
  return db.transaction(async (trx) => {
    const asked = questions ?? questionsFromTemplate(template, lines);
    const id = await insertConsultation(trx, details, asked, by, at);
    if (!id) throw referenceTaken(details.reference);
    const detail = { reference: details.reference, template };
    await recordAudit(trx, { action: 'consultation.created', at, personId: by, consultationId: id, detail });
    return { id, reference: details.reference };
  });
}

export const referenceTaken = (reference: string): Invalid =>
  new Invalid([
    { field: 'reference', text: `There is a consultation ${reference} already: choose another reference` },
  ]);
