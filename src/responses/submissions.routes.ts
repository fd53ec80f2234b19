import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { sendFile } from '../attachments/download.js';
import { getPublishedConsultation } from '../consultations/consultations.store.js';
import type { Arrival } from '../clock.js';
import type { Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { Conflict, Invalid, NotFound, type Problem } from '../errors.js';
import { arrivalOf, proofOfArrival } from '../http/arrival.js';
import { count, instant, parse } from '../http/forms.js';
import { render } from '../http/render.js';
import { urlId } from '../http/urlId.js';
import { onlyRepresentatives, onlyRespondents, onlySignedIn } from '../http/viewer.js';
import { londonDate } from '../londonTime.js';
import { paths } from '../paths.js';
import { sendPdf } from '../pdf/sendPdf.js';
import { personOf } from '../people/viewer.js';
import { listSubmitters } from '../people/people.store.js';
import { checkPage, type CheckOptions, type SentBefore } from './check.page.js';
import { submitProblems } from './completeness.rules.js';
import { submitNoComment } from './noComment.js';
import { noCommentPage, type NilShown } from './noComment.page.js';
import { listNilFacts } from './noComment.store.js';
import { receiptPdf } from './receiptPdf.page.js';
import { approvalVoidedSince } from './approving/approving.rules.js';
import { listChangedSince } from './comparing/changedSince.store.js';
import { findInstruction } from './closing/instructions.store.js';
import { countNotes } from './drafting/notes.store.js';
import { submissionPage } from './submission.page.js';
import { findAtDesk, getSubmissionFor } from './submissions.store.js';
import { getSubmitFacts } from './submit.store.js';
import { takeOverField } from './takeOverField.js';
import { PartyTaken } from './keepSubmission.js';
import { assertMayRead, maySubmit, StaleDraft, submitResponse } from './submitResponse.js';

const submitForm = z.strictObject({
  key: z.uuid(),
  version: count,
  issue: count,
  /** when the page was made; nobody is refused for a page that does not say so */
  checkedAt: instant.optional(),
  takeOver: takeOverField,
});

const noCommentForm = z.strictObject({
  key: z.uuid(),
  organisation: z.uuid(),
  parties: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => [value ?? []].flat())
    .pipe(z.array(z.union([z.uuid(), z.literal('organisation')])).max(500)),
  takeOver: takeOverField,
});

/** Check, submit, "no comment", and what was submitted. */
export function submissionRoutes(deps: Deps): Router {
  const { db, clock, config } = deps;
  const router = Router();

  router.get(paths.check.pattern, onlySignedIn, async (req, res) => {
    await showCheck(req, res, {});
  });

  router.post(paths.submit.pattern, onlySignedIn, async (req, res) => {
    const form = parse(submitForm, req.body);
    const id = String(req.params['id']);
    const arrival = await arrivalOf(clock, req);
    const check = { responseId: id, ...form };
    try {
      const reference = await submitResponse(deps, req.viewer, check, arrival);
      res.redirect(303, paths.submission({ id, reference }));
    } catch (error) {
      if (error instanceof Invalid) await showCheck(req, res, { status: 422, problems: error.problems });
      else if (error instanceof StaleDraft)
        await showCheck(req, res, { status: 409, conflict: error.message, since: form.checkedAt });
      else if (error instanceof Conflict) {
        const mustConfirm = error instanceof PartyTaken;
        const again = mustConfirm
          ? { ...sentBefore(req, form.key, arrival), checkedAt: form.checkedAt }
          : undefined;
        await showCheck(req, res, { status: 409, conflict: error.message, mustConfirm, again });
      } else throw error;
    }
  });

  router.get(paths.submission.pattern, onlyRespondents, async (req, res) => {
    const { reference } = req.params as { reference: string };
    const id = urlId(req);
    const atDesk = await findAtDesk(db, req.viewer, id, reference);
    if (atDesk) return res.redirect(303, paths.deskSubmission(atDesk));
    const submission = await getSubmissionFor(db, req.viewer, id, reference);
    const may = maySubmit(req.viewer, submission.organisation.id);
    render(
      req,
      res,
      'responses/submission',
      submissionPage(submission, clock.now(), config.serviceContact, may),
    );
  });

  router.get(paths.receiptPdf.pattern, onlyRespondents, async (req, res) => {
    const { reference } = req.params as { reference: string };
    const id = urlId(req);
    const atDesk = await findAtDesk(db, req.viewer, id, reference);
    if (atDesk) return res.redirect(303, paths.deskSubmission(atDesk));
    const submission = await getSubmissionFor(db, req.viewer, id, reference);
    await sendPdf(res, `${submission.reference} receipt`, receiptPdf(config, submission, clock.now()));
  });

  router.get(paths.submissionAttachment.pattern, onlyRepresentatives, async (req, res) => {
    const { id, reference, attachment } = req.params as { id: string; reference: string; attachment: string };
    const submission = await getSubmissionFor(db, req.viewer, id, reference);
    const file = submission.attachments.find((one) => one.id === attachment);
    if (!file) throw new NotFound();
    await sendFile(deps, req, res, { ...file, id: file.fileId });
  });

  router.get(paths.noComment.pattern, onlyRepresentatives, async (req, res) => {
    await showNoComment(req, res, {});
  });

  router.post(paths.noComment.pattern, onlyRepresentatives, async (req, res) => {
    const form = parse(noCommentForm, req.body);
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const nil = {
      consultationId: consultation.id,
      organisationId: form.organisation,
      partyIds: form.parties.filter((party) => party !== 'organisation'),
      forOrganisation: form.parties.includes('organisation'),
      key: form.key,
      takeOver: form.takeOver,
    };
    const arrival = await arrivalOf(clock, req);
    try {
      const { responseId, reference } = await submitNoComment(deps, req.viewer, nil, arrival);
      res.redirect(303, paths.submission({ id: responseId, reference }));
    } catch (error) {
      if (error instanceof Invalid) {
        await showNoComment(req, res, { status: 422, problems: error.problems, sent: form });
      } else if (error instanceof Conflict) {
        const mustConfirm = error instanceof PartyTaken;
        const again = mustConfirm ? sentBefore(req, form.key, arrival) : undefined;
        await showNoComment(req, res, {
          status: 409,
          conflict: error.message,
          mustConfirm,
          sent: form,
          again,
        });
      } else throw error;
    }
  });

  /** @throws NotFound, Conflict when it has not opened */
  async function showNoComment(
    req: Request,
    res: Response,
    shown: { status?: number } & Omit<NilShown, 'now' | 'viewerId'>,
  ): Promise<void> {
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const ours = req.viewer.represents.filter((one) => one.maySubmit);
    const day = londonDate(clock.now());
    if (ours.length === 0) {
      throw new Conflict(
        'You may draft, but not submit. Ask a colleague who may submit to answer “no comment”.',
      );
    }
    const organisationIds = ours.map((one) => one.organisationId);
    const facts = await listNilFacts(db, consultation.id, organisationIds, day);
    const page = noCommentPage(facts, { ...shown, now: clock.now(), viewerId: personOf(req.viewer).id });
    render(req, res, 'responses/no-comment', page, { status: shown.status ?? 200 });
  }

  async function showCheck(
    req: Request,
    res: Response,
    shown: { status?: number } & Pick<CheckOptions, 'conflict' | 'mustConfirm' | 'again'> & {
        problems?: Problem[];
        /** it has changed since then */
        since?: Instant;
      },
  ): Promise<void> {
    const now = clock.now();
    const facts = await getSubmitFacts(db, String(req.params['id']), londonDate(now));
    assertMayRead(req.viewer, facts);
    const since = shown.since ?? approvalVoidedSince(facts);
    const may = facts.enteredBySecas || maySubmit(req.viewer, facts.organisation.id);
    const page = checkPage(facts, {
      now,
      maySubmit: may,
      viewerId: personOf(req.viewer).id,
      colleagues: may ? [] : await listSubmitters(db, facts.organisation.id),
      problems: shown.problems ?? submitProblems(facts),
      conflict: shown.conflict,
      mustConfirm: shown.mustConfirm,
      again: shown.again,
      notes: await countNotes(db, facts.responseId),
      changed: since && {
        title: shown.since ? 'What changed since you checked it' : 'What changed since it was approved',
        found: await listChangedSince(db, facts.responseId, since),
      },
      instruction: await findInstruction(db, facts.responseId),
    });
    render(req, res, 'responses/check', page, { status: shown.status ?? 200 });
  }

  /** What is asked to be confirmed counts, once it is, from when it was first sent. */
  const sentBefore = (req: Request, key: string, arrival: Arrival): SentBefore => ({
    key,
    first: arrival.first,
    proof: proofOfArrival(config, req, arrival, true),
  });

  return router;
}
