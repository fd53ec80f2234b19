import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { counted } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { formatDeadline, londonDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getConsultation, type Consultation } from '../consultations.store.js';
import { readEntry } from '../deadlineEntry.js';
import { whenFields, whenTyped } from '../details/detailsForm.js';
import { previewAudience } from './publication.store.js';
import { publishPage, setPublicationPage, type PublishCheck } from './publish.page.js';
import { publishConsultation, readToPublish } from './publishConsultation.js';
import { findSchedule } from './schedule.store.js';
import { assertLiesAhead, schedulePublication, takeBackPublication } from './schedulePublication.js';

const nothing = z.strictObject({});
const publishForm = z.strictObject({ checked: z.string() });
const setForm = z.strictObject({ ...whenFields('publish'), checked: z.string().optional() });

/** SECAS checks a consultation and publishes it, now or at a set time. */
export function publishingRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskPublish.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    if (consultation.publishedAt) return res.redirect(303, paths.deskConsultation(consultation));
    await showPublish(req, res, consultation);
  });

  router.post(paths.deskPublish.pattern, onlySecas, async (req, res) => {
    const { checked } = parse(publishForm, req.body);
    const consultation = await consultationOf(req);
    const { id, reference } = consultation;
    try {
      const done = await publishConsultation(deps, personOf(req.viewer).id, { id, checked }, clock.now());
      const told = counted(done.told, 'representative is', 'representatives are');
      leaveNotice(
        req,
        `Published. ${counted(done.parties, 'Party is', 'Parties are')} asked, ${told} told by mail.`,
      );
      res.redirect(303, paths.deskConsultation({ reference }));
    } catch (error) {
      const refused = consultation.publishedAt === null && refusalOf(error);
      if (!refused) throw error;
      // What prevents it stands on the page that is shown again.
      await showPublish(req, res, await consultationOf(req), { ...refused, problems: undefined });
    }
  });

  router.post(paths.deskSetPublication.pattern, onlySecas, async (req, res) => {
    const { checked, ...form } = parse(setForm, req.body);
    const typed = whenTyped(form, 'publish');
    const consultation = await consultationOf(req);
    const { id, reference } = consultation;
    if (consultation.publishedAt) throw new Conflict('This consultation has been published already.');
    const at = clock.now();
    let publishAt: Instant | undefined;
    try {
      publishAt = readTime(typed, at);
      if (checked === undefined) return await showSet({ consultation, publishAt, typed });
      const by = personOf(req.viewer).id;
      await schedulePublication(db, by, { id, publishAt, checked }, at);
      leaveNotice(req, `It will be published at ${formatDeadline(publishAt)}.`);
      res.redirect(303, paths.deskConsultation({ reference }));
    } catch (error) {
      const refused = refusalOf(error);
      if (!refused) throw error;
      const again = await consultationOf(req);
      if (publishAt) await showSet({ consultation: again, publishAt, typed, ...refused });
      else await showPublish(req, res, again, { ...refused, typed });
    }

    async function showSet(what: {
      consultation: Consultation;
      publishAt: Instant;
      typed: ReturnType<typeof whenTyped>;
      status?: number;
      conflict?: string;
    }): Promise<void> {
      const check = await readCheck(what.consultation, what.publishAt);
      const page = setPublicationPage(what.consultation, { ...check, ...what }, what.publishAt, clock.now());
      render(req, res, 'consultations/publishing/publish', page, {
        status: what.status ?? (page.may ? 200 : 422),
      });
    }
  });

  router.post(paths.deskTakeBackPublication.pattern, onlySecas, async (req, res) => {
    parse(nothing, req.body);
    const { id, reference } = await consultationOf(req);
    await takeBackPublication(db, personOf(req.viewer).id, id, clock.now());
    leaveNotice(req, 'It will not be published by itself.');
    res.redirect(303, paths.deskPublish({ reference }));
  });

  const consultationOf = (req: Request): Promise<Consultation> =>
    getConsultation(db, String(req.params['reference']));

  /** What the check says of a publication at an instant. */
  async function readCheck(consultation: Consultation, publishAt: Instant): Promise<PublishCheck> {
    const day = londonDate(publishAt);
    const [facts, audience, schedule] = await Promise.all([
      readToPublish(db, consultation, day),
      previewAudience(db, day, consultation.audience),
      findSchedule(db, consultation.id),
    ]);
    return { facts, audience, schedule };
  }

  async function showPublish(
    req: Request,
    res: Response,
    consultation: Consultation,
    { status = 200, ...more }: { status?: number } & Partial<PublishCheck> = {},
  ): Promise<void> {
    const at = clock.now();
    const check = await readCheck(consultation, at);
    const page = publishPage(consultation, { ...check, ...more }, at);
    render(req, res, 'consultations/publishing/publish', page, { status });
  }

  return router;
}

/** @throws Invalid */
function readTime(typed: ReturnType<typeof whenTyped>, at: Instant): Instant {
  const entry = readEntry('When to publish', typed, '09:00');
  if (!entry) throw new Invalid([{ field: 'publish', text: 'Enter when to publish' }]);
  if ('problem' in entry) throw new Invalid([{ field: 'publish', text: entry.problem }]);
  assertLiesAhead(entry.instant, at);
  return entry.instant;
}

/** What is said on the page that is shown again; undefined: it is no fault of what was sent. */
function refusalOf(
  error: unknown,
): (Pick<PublishCheck, 'problems' | 'conflict'> & { status: number }) | undefined {
  if (error instanceof Invalid) return { status: 422, problems: error.problems };
  return error instanceof Conflict ? { status: 409, conflict: error.message } : undefined;
}
