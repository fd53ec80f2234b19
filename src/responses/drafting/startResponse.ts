import { overWord } from '../submissions.rules.js';
import { recordAudit } from '../../audit/audit.store.js';
import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import { shareConsultation } from '../../consultations/share.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import { londonDate } from '../../londonTime.js';
import { personOf, representing, type Viewer } from '../../people/viewer.js';
import { copyDraft, copyEarlierAnswers, type Beginning } from './beginning.store.js';
import { chosenProblems, type Chosen } from './parties.rules.js';
import { insertResponse, isResponseTo } from './responses.store.js';
import { listWorkOn, type Work } from './work.store.js';

export interface NewResponse extends Chosen {
  /** the response's id, made with the form: sending the form twice starts one response */
  id: string;
  reference: string;
  organisationId: string;
  /** what it begins with: a copy of another draft, or the answers given to an earlier consultation; otherwise nothing */
  from?: { draft: string } | { submission: string };
}

/**
 * Starts a response of an organisation for some of its Parties, or for itself. It stays a draft until it is submitted;
 * one that is started after the deadline can only be submitted late. Starting with the same id again changes nothing.
 * @throws NotFound (also for what it is to begin with), Conflict (not open yet, or decided, or the id is another response's), Invalid (nobody chosen, or a take-over not confirmed)
 */
export async function startResponse(db: Db, viewer: Viewer, start: NewResponse, at: Instant): Promise<void> {
  const by = personOf(viewer);
  representing(viewer, start.organisationId);
  await db.transaction(async (trx) => {
    const { id } = await getPublishedConsultation(trx, start.reference);
    await shareConsultation(trx, id);
    const [work] = await listWorkOn(trx, start.reference, [start.organisationId], londonDate(at));
    if (!work) throw new NotFound();
    assertMayStart(work, at);
    const problems = chosenProblems(start, work);
    if (problems.length > 0) throw new Invalid(problems);
    const started = await insertResponse(trx, {
      ...start,
      consultationId: work.consultation.id,
      personId: by.id,
      at,
    });
    if (!started) {
      if (await isResponseTo(trx, start.id, { ...start, consultationId: id })) return;
      throw new Conflict(
        'This page has been sent before and began another response. Nothing was started: open the page again.',
      );
    }
    const beginning = {
      responseId: start.id,
      consultationId: id,
      organisationId: start.organisationId,
      by: by.id,
      at,
    };
    if (!(await beginWith(trx, beginning, start.from))) throw new NotFound();
    await recordAudit(trx, {
      action: 'response.started',
      at,
      personId: by.id,
      consultationId: work.consultation.id,
      organisationId: start.organisationId,
      subjectId: start.id,
      detail: { parties: start.partyIds.length, forOrganisation: start.forOrganisation, ...start.from },
    });
  });
}

/** @returns false when there is nothing such of this organisation */
async function beginWith(trx: Db, beginning: Beginning, from: NewResponse['from']): Promise<boolean> {
  if (!from) return true;
  return 'draft' in from
    ? copyDraft(trx, beginning, from.draft)
    : copyEarlierAnswers(trx, beginning, from.submission);
}

function assertMayStart(work: Work, at: Instant): void {
  if (at.epochNanoseconds < work.opensAt.epochNanoseconds) {
    throw new Conflict('This consultation has not opened yet, so no response can be started.');
  }
  if (work.decided)
    throw new Conflict(
      `This consultation has been ${overWord(work)}, so no response can be started any more.`,
    );
}
