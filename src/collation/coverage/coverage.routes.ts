import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { CATEGORIES } from '../../consultations/consultations.rules.js';
import {
  getPublishedConsultation,
  type Consultation,
  type PublishedConsultation,
} from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { sendWritten } from '../../http/sendWritten.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { londonDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { cleanText } from '../../responses/answers/cleanText.js';
import { listReminders } from '../chasing/reminders.store.js';
import { coveragePage } from './coverage.page.js';
import { SHOWN_STATES, SORTS } from './coverageFilter.js';
import { writeCoverageCsv } from './coverageCsv.js';
import { getCounts } from './counts.store.js';
import { listCoverage, type CoveredParty } from './coverage.store.js';
import { liveCounts } from './liveCounts.js';
import { noteDecline, removeDecline } from './noteDecline.js';
import { listReceived } from './overTime.store.js';
import { partyPage, type WrongNote } from './party.page.js';

const filterQuery = z.object({
  category: z.enum(['', ...CATEGORIES]).default(''),
  state: z.enum(SHOWN_STATES).default(''),
  sort: z.enum(SORTS).default('party'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

const declineForm = z.strictObject({
  step: z.enum(['note', 'remove']),
  note: z.string().default(''),
});

/** Who has answered, Party by Party, and SECAS's note that one will not. */
export function coverageRoutes({ db, bulk, clock }: Deps): Router {
  const router = Router();

  router.get(paths.deskCoverage.pattern, onlySecas, async (req, res) => {
    const filter = parse(filterQuery, req.query);
    const consultation = await consultationOf(req);
    const { id } = consultation;
    const [parties, reminders, received, counts] = await Promise.all([
      listCoverage(db, id, { day: londonDate(clock.now()) }),
      listReminders(db, id),
      listReceived(db, id),
      getCounts(db, id),
    ]);
    const facts = { consultation, parties, reminders, received, counts };
    render(req, res, 'collation/coverage/coverage', coveragePage(facts, filter, clock.now()));
  });

  router.get(paths.deskCoverageCsv.pattern, onlySecas, async (req, res) => {
    const { id, reference } = await consultationOf(req);
    const [parties, reminders] = await Promise.all([
      listCoverage(db, id, { day: londonDate(clock.now()) }),
      listReminders(db, id),
    ]);
    const file = { type: 'text/csv; charset=utf-8', name: `${reference}-coverage.csv` };
    await sendWritten(bulk, req, res, file, (out) => writeCoverageCsv(parties, reminders, out));
  });

  router.get(paths.deskCounts.pattern, onlySecas, async (req, res) => {
    const { id } = await consultationOf(req);
    res.json(liveCounts(await getCounts(db, id)));
  });

  router.get(paths.deskCoverageParty.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    await showParty(req, res, consultation);
  });

  router.post(paths.deskCoverageParty.pattern, onlySecas, async (req, res) => {
    const { step, note: typed } = parse(declineForm, req.body);
    const consultation = await consultationOf(req);
    const { name } = await partyOf(req, consultation);
    const party = { consultationId: consultation.id, partyId: urlId(req, 'party') };
    const note = cleanText(typed).text;
    const by = personOf(req.viewer);
    try {
      if (step === 'note') await noteDecline(db, by, { ...party, note }, clock.now());
      else await removeDecline(db, by, party, clock.now());
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Conflict)) throw error;
      return showParty(req, res, consultation, { note, problem: error.message }, error.status);
    }
    leaveNotice(
      req,
      step === 'note' ? `${name} has declined: noted.` : `The note that ${name} has declined was removed.`,
    );
    res.redirect(303, paths.deskCoverageParty({ reference: consultation.reference, party: party.partyId }));
  });

  const consultationOf = (req: Request): Promise<PublishedConsultation> =>
    getPublishedConsultation(db, String(req.params['reference']));

  async function partyOf(req: Request, consultation: Consultation): Promise<CoveredParty> {
    const [party] = await listCoverage(db, consultation.id, {
      partyId: urlId(req, 'party'),
      day: londonDate(clock.now()),
    });
    if (!party) throw new NotFound();
    return party;
  }

  async function showParty(
    req: Request,
    res: Response,
    consultation: Consultation,
    wrong?: WrongNote,
    status = 200,
  ): Promise<void> {
    const party = await partyOf(req, consultation);
    const reminders = await listReminders(db, consultation.id, party.id);
    const page = partyPage(consultation, party, reminders, wrong);
    render(req, res, 'collation/coverage/party', page, { status });
  }

  return router;
}
