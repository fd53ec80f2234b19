import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { asReference } from '../../consultations/consultations.rules.js';
import { sectionsOf } from '../../consultations/questions.js';
import type { Deps } from '../../deps.js';
import { Invalid, NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { render } from '../../http/render.js';
import { onlyRepresentatives } from '../../http/viewer.js';
import { londonDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { representing } from '../../people/viewer.js';
import { listAsked } from '../clarifying/clarifications.store.js';
import { listUnconfirmed } from '../confirming/confirming.store.js';
import { listAwaitedConsents } from '../consenting/consenting.store.js';
import { listEarlierAnswers } from './beginning.store.js';
import { getDraftFor } from './drafts.store.js';
import { CLOSED_ON_A_PAGE, overviewPage } from './overview.page.js';
import { respondentsForm, respondentsIn } from './respondentsForm.js';
import { startPage, type StartForm } from './start.page.js';
import { startResponse, type NewResponse } from './startResponse.js';
import { listClosedWork, listOpenWork, listWorkOn } from './work.store.js';

const overviewQuery = z.strictObject({ page: z.coerce.number().int().min(1).max(10_000).default(1) });
const startQuery = z.strictObject({
  organisation: z.uuid().optional(),
  from: z.string().optional().catch(undefined),
});
const from = z
  .string()
  .regex(/^(|(draft|submission):[0-9a-f-]{36})$/)
  .default('');
const startForm = respondentsForm.extend({ key: z.uuid(), organisation: z.uuid(), from });

/** What an organisation has to answer and has answered, and the start of a response. */
export function startRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.responses.pattern, onlyRepresentatives, async (req, res) => {
    const { page } = parse(overviewQuery, req.query);
    const now = clock.now();
    const ours = req.viewer.represents.map(({ organisationId }) => organisationId);
    const [open, closed, waiting, consents, unconfirmed] = await Promise.all([
      listOpenWork(db, ours, londonDate(now)),
      listClosedWork(db, ours, londonDate(now), {
        limit: CLOSED_ON_A_PAGE + 1,
        offset: (page - 1) * CLOSED_ON_A_PAGE,
      }),
      listAsked(db, ours),
      listAwaitedConsents(db, ours),
      listUnconfirmed(db, ours),
    ]);
    const facts = {
      open,
      closed: closed.slice(0, CLOSED_ON_A_PAGE),
      waiting,
      consents,
      unconfirmed,
      page,
      more: closed.length > CLOSED_ON_A_PAGE,
      organisations: req.viewer.represents.map((one) => ({
        id: one.organisationId,
        name: one.organisationName,
      })),
      viewerId: personOf(req.viewer).id,
      now,
    };
    render(req, res, 'responses/overview', overviewPage(facts));
  });

  router.get(paths.consultationResponse.pattern, onlyRepresentatives, async (req, res) => {
    const { organisation, from: begin = '' } = parse(startQuery, req.query);
    if (organisation) representing(req.viewer, organisation);
    await show(req, res, organisation, undefined, begin);
  });

  router.post(paths.consultationResponse.pattern, onlyRepresentatives, async (req, res) => {
    const form = parse(startForm, req.body);
    representing(req.viewer, form.organisation);
    const start = {
      id: form.key,
      organisationId: form.organisation,
      reference: referenceOf(req),
      ...respondentsIn(form),
      from: fromOf(form.from),
    };
    try {
      await startResponse(db, req.viewer, start, clock.now());
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await show(req, res, form.organisation, {
        key: form.key,
        ticked: form.parties,
        from: form.from,
        problems: error.problems,
      });
      return;
    }
    const { questions } = await getDraftFor(db, req.viewer, form.key);
    const [first] = sectionsOf(questions);
    res.redirect(
      303,
      first ? paths.section({ id: form.key, section: first.slug }) : paths.response({ id: form.key }),
    );
  });

  /** @throws NotFound when the consultation is not published: it takes no responses */
  async function show(
    req: Request,
    res: Response,
    organisation?: string,
    form?: StartForm,
    begin = '',
  ): Promise<void> {
    const now = clock.now();
    const ours = req.viewer.represents.map(({ organisationId }) => organisationId);
    const works = await listWorkOn(db, referenceOf(req), ours, londonDate(now));
    const [first, ...others] = works;
    if (!first) throw new NotFound('There is no such consultation, or it takes no responses yet.');
    const chosen = organisation ? works.find((work) => work.organisation.id === organisation) : undefined;
    const answering = chosen ?? (others.length === 0 ? first : undefined);
    const earlier = answering
      ? await listEarlierAnswers(db, answering.consultation.id, answering.organisation.id)
      : [];
    const page = startPage({ works, chosen: answering, earlier, begin, now }, form);
    render(req, res, 'responses/start', page, { status: form ? 422 : 200 });
  }

  return router;
}

/** `draft:ID` or `submission:ID`; '' for nothing. */
function fromOf(text: string): NewResponse['from'] {
  const [kind, id = ''] = text.split(':');
  if (kind === 'draft') return { draft: id };
  return kind === 'submission' ? { submission: id } : undefined;
}

const referenceOf = (req: Request): string => {
  const reference = asReference(String(req.params['reference']));
  if (!reference) throw new NotFound();
  return reference;
};
