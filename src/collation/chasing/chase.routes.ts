import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { CATEGORIES } from '../../consultations/consultations.rules.js';
import {
  getPublishedConsultation,
  type PublishedConsultation,
} from '../../consultations/consultations.store.js';
import { counted } from '../../counted.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { cleanText } from '../../responses/answers/cleanText.js';
import { CHASED_STATES, chasePage, type ChaseFilter, type Typed } from './chase.page.js';
import { assertShort, planReminders, remindByHand, switchSchedule } from './remindByHand.js';
import { getSchedule, listReminders } from './reminders.store.js';

const filterFields = {
  category: z.enum(['', ...CATEGORIES]).default(''),
  state: z.enum(CHASED_STATES).default(''),
  party: z.union([z.literal(''), z.uuid()]).default(''),
};
const filterQuery = z.object(filterFields);

const chaseForm = z.strictObject({
  ...filterFields,
  step: z.enum(['preview', 'send']),
  key: z.uuid(),
  words: z.string(),
  people: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.uuid())),
});

const scheduleForm = z.strictObject({ to: z.enum(['on', 'off']) });

/** Reminders to the representatives of Parties that have not responded: by hand, and the switch of those by schedule. */
export function chaseRoutes(deps: Deps): Router {
  const { db, clock, config } = deps;
  const router = Router();

  router.get(paths.deskChase.pattern, onlySecas, async (req, res) => {
    const filter = parse(filterQuery, req.query);
    await show(req, res, await consultationOf(req), filter, { words: '' });
  });

  router.post(paths.deskChase.pattern, onlySecas, async (req, res) => {
    const { step, key, people, words: typed, ...filter } = parse(chaseForm, req.body);
    const consultation = await consultationOf(req);
    const words = cleanText(typed).text.trim();
    let sent: number;
    try {
      assertShort(words);
      if (step === 'preview') return await show(req, res, consultation, filter, { words });
      const chase = { key, consultationId: consultation.id, words, people };
      sent = await remindByHand(deps, personOf(req.viewer), chase);
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Conflict)) throw error;
      return show(req, res, consultation, filter, { words, problem: error.message }, error.status);
    }
    const fewer = people.length - sent;
    const meanwhile =
      fewer > 0
        ? ` ${counted(fewer, 'person was', 'people were')} left out: nothing is missing from them any more, or they have had a mail meanwhile.`
        : '';
    leaveNotice(req, `${counted(sent, 'reminder is', 'reminders are')} on the way.${meanwhile}`);
    res.redirect(303, paths.deskChase({ reference: consultation.reference }));
  });

  router.post(paths.deskChaseSchedule.pattern, onlySecas, async (req, res) => {
    const { to } = parse(scheduleForm, req.body);
    const { id, reference } = await consultationOf(req);
    await switchSchedule(db, personOf(req.viewer), id, to === 'on', clock.now());
    leaveNotice(req, `Reminders by schedule are ${to}.`);
    res.redirect(303, paths.deskChase({ reference }));
  });

  const consultationOf = (req: Request): Promise<PublishedConsultation> =>
    getPublishedConsultation(db, String(req.params['reference']));

  async function show(
    req: Request,
    res: Response,
    consultation: PublishedConsultation,
    filter: ChaseFilter,
    typed: Typed,
    status = 200,
  ): Promise<void> {
    const now = clock.now();
    const [plan, schedule, reminders] = await Promise.all([
      planReminders(db, consultation.id, now),
      getSchedule(db, consultation.id),
      listReminders(db, consultation.id),
    ]);
    const facts = { consultation, plan, schedule, reminders };
    render(req, res, 'collation/chasing/chase', chasePage(facts, filter, typed, config, now), { status });
  }

  return router;
}
