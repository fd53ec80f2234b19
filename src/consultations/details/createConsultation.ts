import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Invalid } from '../../errors.js';
import { detailsProblems, type Details } from './details.rules.js';
import { insertConsultation } from './details.store.js';
import { findCurrentIssue } from '../consultations.store.js';
import type { Question } from '../questions.js';
import { getQuestionDraft } from '../questions/questions.store.js';
import { questionsFromTemplate, TEMPLATES, type Lines, type TemplateName } from '../questions/templates.js';

/** From a template, which decides its kind; from an earlier consultation; or from scratch. */
export type NewConsultation =
  | (Omit<Details, 'kind'> & {
      template: TemplateName;
      /** the budget lines or clauses that may be commented on one by one */
      lines?: Lines;
      /** questions of its own instead of the template's */
      questions?: Question[];
    })
  | (Details & {
      template?: undefined;
      /** its questions are taken over as they stand now; nothing else that is not in the details */
      copyOf?: { id: string; reference: string } | undefined;
    });

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
  const details = detailsOf(input);
  const problems = detailsProblems(details);
  if (problems.length > 0) throw new Invalid(problems);
  return db.transaction(async (trx) => {
    const id = await insertConsultation(trx, details, await questionsOf(trx, input), by, at);
    if (!id) throw referenceTaken(details.reference);
    const { template } = input;
    const copiedFrom = input.template ? undefined : input.copyOf;
    const detail = { reference: details.reference, template, copiedFrom };
    await recordAudit(trx, { action: 'consultation.created', at, personId: by, consultationId: id, detail });
    return { id, reference: details.reference };
  });
}

function detailsOf(input: NewConsultation): Details {
  const { title, issuedBy, modification, summary, howToRespond, audience, opensAt, closesAt } = input;
  const kind = input.template ? TEMPLATES[input.template].kind : input.kind;
  const reference = input.reference.trim().toUpperCase();
  return {
    reference,
    title,
    kind,
    issuedBy,
    modification,
    summary,
    howToRespond,
    audience,
    opensAt,
    closesAt,
  };
}

async function questionsOf(trx: Db, input: NewConsultation): Promise<Question[]> {
  if (input.template) return input.questions ?? questionsFromTemplate(input.template, input.lines);
  if (!input.copyOf) return [];
  const { id } = input.copyOf;
  return (await findCurrentIssue(trx, id))?.questions ?? getQuestionDraft(trx, id);
}

export const referenceTaken = (reference: string): Invalid =>
  new Invalid([
    { field: 'reference', text: `There is a consultation ${reference} already: choose another reference` },
  ]);
