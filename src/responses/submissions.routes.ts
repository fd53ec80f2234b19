import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Arrival } from '../clock.js';
import { getPublishedConsultation } from '../consultations/consultations.store.js';
import type { Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { Conflict, Invalid, type Problem } from '../errors.js';
import { arrivalOf, proofOfArrival } from '../http/arrival.js';
import { count, instant, parse } from '../http/forms.js';
import { render } from '../http/render.js';
import { urlId } from '../http/urlId.js';
import { onlyRepresentatives, onlySignedIn } from '../http/viewer.js';
import { londonDate } from '../londonTime.js';
import { paths } from '../paths.js';
import { listSubmitters } from '../people/people.store.js';
import { personOf } from '../people/viewer.js';
import { approvalVoidedSince } from './approving/approving.rules.js';
import { checkPage, type CheckOptions, type SentBefore } from './check.page.js';
import { listChangedSince } from './comparing/changedSince.store.js';
import { submitProblems } from './completeness.rules.js';
import { PartyTaken } from './keepSubmission.js';
import { submitNoComment } from './noComment.js';
import { noCommentPage, type NilShown } from './noComment.page.js';
import { listNilFacts } from './noComment.store.js';
import { getSubmitFacts } from './submit.store.js';
import { assertMayRead, maySubmit } from './rights.rules.js';
import { DraftDiscarded, StaleDraft, submitResponse } from './submitResponse.js';
import { takeOverField } from './takeOverField.js';

const submitForm = z.strictObject({
  key: z.uuid(),
  version: count,
  issue: count,
  /** when the page was made; nobody is refused for a page that does not say so */
  checkedAt: instant.optional(),
  takeOver: takeOverField,
  /** sent by the page that says that a colleague has discarded it */
  bringBack: z
    .literal('yes')
    .optional()
    .transform((value) => value !== undefined),
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

/** Check, submit and "no comment". */
export function submissionRoutes(deps: Deps): Router {
  const { db, clock, config } = deps;
  const router = Router();

  router.get(paths.check.pattern, onlySignedIn, async (req, res) => {
    await showCheck(req, res, {});
  });

  router.post(paths.submit.pattern, onlySignedIn, async (req, res) => {
    const form = parse(submitForm, req.body);
    const id = urlId(req);
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
        const again =
          mustConfirm || error instanceof DraftDiscarded
            ? { ...sentBefore(req, form.key, arrival), checkedAt: form.checkedAt }
            : undefined;
        await showCheck(req, res, { status: 409, conflict: error.message, mustConfirm, again });
      } else throw error;
    }
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
    const facts = await getSubmitFacts(db, urlId(req), londonDate(now));
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
      changed: since && {
        title: shown.since ? 'What changed since you checked it' : 'What changed since it was approved',
        found: await listChangedSince(db, facts.responseId, since),
      },
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
