import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  getPublishedConsultation,
  type PublishedConsultation,
} from '../../consultations/consultations.store.js';
import { readTexts } from '../../consultations/formText.js';
import { counted } from '../../counted.js';
import type { Deps } from '../../deps.js';
import { Invalid, type Problem } from '../../errors.js';
import { orAgain, statusOf } from '../../http/formProblems.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { isAnythingFound, LOOK_FIRST } from './findingsShown.js';
import { keepLooks } from './looks.js';
import { readPreview } from './preview.js';
import { publicationPage, type TypedPublication } from './publication.page.js';
import { isPublicAs, publishResponses, takeDown } from './publishResponses.js';

const publishForm = z.strictObject({
  seen: z.string().max(64),
  note: z.string().max(20_000).default(''),
  looked: z.literal('yes').optional(),
});
const takeDownForm = z.strictObject({ reason: z.string().max(20_000) });

/** SECAS looks at what would be public, publishes it, and takes it down. */
export function publicationRoutes(deps: Deps): Router {
  const { db, bulk, clock } = deps;
  const lookAt = keepLooks(bulk);
  const router = Router();

  router.get(paths.deskPublication.pattern, onlySecas, async (req, res) => {
    const preview = await readPreview(db, lookAt, await consultationOf(req), false);
    render(req, res, 'reports/published/publication', publicationPage(preview));
  });

  router.post(paths.deskPublication.pattern, onlySecas, async (req, res) => {
    const { seen, note: typed, looked } = parse(publishForm, req.body);
    const consultation = await consultationOf(req);
    const { id, reference } = consultation;
    const read = readTexts();
    const note = read.text('note', typed, 'What changed', 1_000);
    if (!looked && (await isToBeLookedAt(consultation))) read.problems.push(LOOK_FIRST);
    await orAgain(
      async () => {
        if (read.problems.length > 0) throw new Invalid(read.problems);
        const by = personOf(req.viewer).id;
        const { number, told } = await publishResponses(deps, by, { id, seen, note }, clock.now());
        const people = counted(told, 'person is', 'people are');
        leaveNotice(req, `Version ${number} of the responses is public. ${people} told by mail.`);
        res.redirect(303, paths.deskPublication({ reference }));
      },
      (problems) => show(req, res, consultation, { note: typed, problems }),
    );
  });

  router.post(paths.deskTakeDown.pattern, onlySecas, async (req, res) => {
    const { reason: typed } = parse(takeDownForm, req.body);
    const consultation = await consultationOf(req);
    const { id, reference } = consultation;
    const read = readTexts();
    const reason = read.text('reason', typed, 'Reason', 1_000);
    await orAgain(
      async () => {
        if (read.problems.length > 0) throw new Invalid(read.problems);
        await takeDown(db, personOf(req.viewer).id, { id, reason }, clock.now());
        leaveNotice(req, 'The responses have been taken down. Nobody but SECAS and the Panel can read them.');
        res.redirect(303, paths.deskPublication({ reference }));
      },
      (problems) => show(req, res, consultation, { reason: typed, problems }),
    );
  });

  const consultationOf = (req: Request): Promise<PublishedConsultation> =>
    getPublishedConsultation(db, String(req.params['reference']));

  /** Not where the same is public already: that is refused, whatever was found. */
  async function isToBeLookedAt(consultation: PublishedConsultation): Promise<boolean> {
    const { read, publications } = await readPreview(db, lookAt, consultation, true);
    return isAnythingFound(consultation.reference, read) && !isPublicAs(publications, read!.mark);
  }

  async function show(
    req: Request,
    res: Response,
    consultation: PublishedConsultation,
    typed: TypedPublication & { problems: Problem[] },
  ): Promise<void> {
    const page = publicationPage(await readPreview(db, lookAt, consultation, true), typed);
    render(req, res, 'reports/published/publication', page, { status: statusOf(typed.problems) });
  }

  return router;
}
