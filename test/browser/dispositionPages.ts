import type { Question } from '../../src/consultations/questions.js';
import { paths } from '../../src/paths.js';
import { aPoint } from '../http/points.js';
import type { TestPortal } from '../support/portal.js';

interface Answer {
  consultationId: string;
  reference: string;
  submission: string;
  question: string;
}

/** Has a point raised by a response and published. @returns the pages of dispositions, and of comments on lines */
export async function dispositionPages(
  { db, clock }: TestPortal,
  answer: Answer,
  withRows: { id: string; reference: string },
): Promise<{ published: string; desk: string[] }> {
  const { id, response_id: responseId } = (await db('submission').where({ id: answer.submission }).first())!;
  const secas = (await db('person').where({ email: 'sam.reid@secas.example' }).first())!;
  const point = await aPoint(db, { id: answer.consultationId }, { id, responseId }, secas, clock.now());
  const issue = (await db('question_issue').where({ consultation_id: withRows.id }).first())!;
  const rows = (issue.questions as Question[]).find(({ type }) => type === 'rows')!;
  const from = new URLSearchParams({ submission: id, question: answer.question });
  return {
    published: paths.dispositions(answer),
    desk: [
      paths.deskDispositions(answer),
      paths.deskUncovered(answer),
      `${paths.deskNewPoint(answer)}?${from.toString()}`,
      paths.deskPublishDispositions(answer),
      paths.deskPoint({ ...answer, point }),
      paths.deskLines({ reference: withRows.reference, question: rows.key }),
    ],
  };
}
