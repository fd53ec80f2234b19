import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  getPublishedConsultation,
  type PublishedConsultation,
} from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Invalid, NotFound } from '../../errors.js';
import { orAgain, statusOf } from '../../http/formProblems.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { numberText } from '../editions/edition.rules.js';
import { listEditions } from '../editions/editions.store.js';
import { isAnythingFound, LOOK_FIRST } from '../published/findingsShown.js';
import { keepLooks } from '../published/looks.js';
import { readPreview } from '../published/preview.js';
import { listForwardings } from './forwardings.store.js';
import { issuersPackPage, type TypedIssuers } from './issuersPack.page.js';
import { makeIssuersPack } from './makeIssuersPack.js';
import { recordForwarding } from './recordForwarding.js';

const makeForm = z.strictObject({ seen: z.string().max(64), looked: z.literal('yes').optional() });
const part = z.string().max(20).default('');
const forwardedForm = z.strictObject({
  edition: part,
  to: z.string().max(20_000).default(''),
  'on-day': part,
  'on-month': part,
  'on-year': part,
  note: z.string().max(20_000).default(''),
});

/** SECAS makes what it forwards to the issuer of an external consultation, and keeps when and to whom it did. */
export function issuersPackRoutes(deps: Deps): Router {
  const { db, bulk, clock } = deps;
  const lookAt = keepLooks(bulk);
  const router = Router();

  router.get(paths.deskIssuersPack.pattern, onlySecas, async (req, res) => {
    await show(req, res, await consultationOf(req));
  });

  router.post(paths.deskIssuersPack.pattern, onlySecas, async (req, res) => {
    const { seen, looked } = parse(makeForm, req.body);
    const consultation = await consultationOf(req);
    const { id, reference } = consultation;
    await orAgain(
      async () => {
        if (!looked) await assertNothingFound(consultation);
        const number = await makeIssuersPack(db, personOf(req.viewer).id, { id, seen }, clock.now());
        leaveNotice(
          req,
          `Version ${numberText(number)} of the issuer’s pack is frozen. Its files are being made.`,
        );
        res.redirect(303, paths.deskIssuersPack({ reference }));
      },
      (problems) => show(req, res, consultation, { problems }),
    );
  });

  router.post(paths.deskForwarded.pattern, onlySecas, async (req, res) => {
    const form = parse(forwardedForm, req.body);
    const consultation = await consultationOf(req);
    const { id, reference } = consultation;
    const on = { day: form['on-day'], month: form['on-month'], year: form['on-year'] };
    const forwarding = { edition: form.edition, to: form.to, on, note: form.note };
    await orAgain(
      async () => {
        await recordForwarding(db, personOf(req.viewer).id, id, forwarding, clock.now());
        leaveNotice(req, 'It is recorded that the pack was forwarded.');
        res.redirect(303, paths.deskIssuersPack({ reference }));
      },
      (problems) => show(req, res, consultation, { forwarding, problems }),
    );
  });

  /** @throws NotFound for one that has no issuer outside */
  async function consultationOf(req: Request): Promise<PublishedConsultation> {
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    if (consultation.kind !== 'external') throw new NotFound();
    return consultation;
  }

  /** @throws Invalid */
  async function assertNothingFound(consultation: PublishedConsultation): Promise<void> {
    const { read } = await readPreview(db, lookAt, consultation, true);
    if (isAnythingFound(consultation.reference, read)) throw new Invalid([LOOK_FIRST]);
  }

  async function show(
    req: Request,
    res: Response,
    consultation: PublishedConsultation,
    typed: TypedIssuers = {},
  ): Promise<void> {
    const status = statusOf(typed.problems);
    const [preview, editions, forwardings] = await Promise.all([
      readPreview(db, lookAt, consultation, status !== 200),
      listEditions(db, consultation.id, 'issuer'),
      listForwardings(db, consultation.id),
    ]);
    const page = issuersPackPage({ preview, editions, forwardings }, typed, clock.now());
    render(req, res, 'reports/issuer/pack', page, { status });
  }

  return router;
}
