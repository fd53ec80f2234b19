import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { readTexts } from '../consultations/formText.js';
import type { Deps } from '../deps.js';
import { Invalid, type Problem } from '../errors.js';
import { orAgain, statusOf } from '../http/formProblems.js';
import { parse } from '../http/forms.js';
import { leaveNotice, render } from '../http/render.js';
import { urlId } from '../http/urlId.js';
import { onlyPanel, onlySecas } from '../http/viewer.js';
import { paths } from '../paths.js';
import { personOf } from '../people/viewer.js';
import { readerOf } from '../reports/access.rules.js';
import { addMeeting, cancelMeeting, changeMeeting, putOnAgenda, takeOffAgenda } from './changeMeeting.js';
import { cancelPage, meetingFormPage, meetingPage } from './meeting.page.js';
import { meetingForm, meetingFormOf, readMeeting } from './meetingForm.js';
import { getMeeting, listChoices, listPacks } from './meetings.store.js';

const cancelForm = z.strictObject({ because: z.string() });
const agendaForm = z.strictObject({ reference: z.string() });
const sure = z.strictObject({ off: z.literal('yes') });

/** A list to choose from that is longer is none. */
const MOST_CHOICES = 500;

/** The Panel reads what meetings will consider; SECAS says when they are and what is on their agenda. */
export function meetingsRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.meeting.pattern, onlyPanel, async (req, res) => showMeeting(req, res));

  router.get(paths.newMeeting.pattern, onlySecas, (req, res) =>
    render(req, res, 'meetings/form', meetingFormPage(meetingFormOf())),
  );

  router.post(paths.newMeeting.pattern, onlySecas, async (req, res) => {
    const form = parse(meetingForm, req.body);
    const { key = randomUUID() } = form;
    const now = clock.now();
    await orAgain(
      async () => {
        const id = await addMeeting(db, personOf(req.viewer).id, key, readMeeting(form, now), now);
        leaveNotice(req, 'The meeting is entered. Put on its agenda what it will consider.');
        res.redirect(303, paths.meeting({ id }));
      },
      (problems) =>
        render(req, res, 'meetings/form', meetingFormPage(form, undefined, problems), {
          status: statusOf(problems),
        }),
    );
  });

  router.get(paths.editMeeting.pattern, onlySecas, async (req, res) => {
    const meeting = await getMeeting(db, urlId(req));
    render(req, res, 'meetings/form', meetingFormPage(meetingFormOf(meeting), meeting));
  });

  router.post(paths.editMeeting.pattern, onlySecas, async (req, res) => {
    const form = parse(meetingForm, req.body);
    const meeting = await getMeeting(db, urlId(req));
    const [by, now] = [personOf(req.viewer).id, clock.now()];
    await orAgain(
      async () => {
        await changeMeeting(db, by, meeting.id, readMeeting(form, now), form.version, now);
        leaveNotice(req, 'The meeting is changed.');
        res.redirect(303, paths.meeting(meeting));
      },
      (problems) =>
        render(req, res, 'meetings/form', meetingFormPage(form, meeting, problems), {
          status: statusOf(problems),
        }),
    );
  });

  router.get(paths.cancelMeeting.pattern, onlySecas, async (req, res) => {
    render(req, res, 'meetings/cancel', cancelPage(await getMeeting(db, urlId(req)), ''));
  });

  router.post(paths.cancelMeeting.pattern, onlySecas, async (req, res) => {
    const form = parse(cancelForm, req.body);
    const meeting = await getMeeting(db, urlId(req));
    await orAgain(
      async () => {
        await cancelMeeting(db, personOf(req.viewer).id, meeting.id, readReason(form.because), clock.now());
        res.redirect(303, paths.meeting(meeting));
      },
      (problems) =>
        render(req, res, 'meetings/cancel', cancelPage(meeting, form.because, problems), {
          status: statusOf(problems),
        }),
    );
  });

  router.post(paths.putOnAgenda.pattern, onlySecas, async (req, res) => {
    const { reference } = parse(agendaForm, req.body);
    const { id } = await getMeeting(db, urlId(req));
    await orAgain(
      async () => {
        if (!reference) throw new Invalid([{ field: 'reference', text: 'Choose a consultation' }]);
        await putOnAgenda(db, personOf(req.viewer).id, id, reference, clock.now());
        leaveNotice(req, `${reference} is on the agenda.`);
        res.redirect(303, paths.meeting({ id }));
      },
      (problems) => showMeeting(req, res, problems),
    );
  });

  router.post(paths.takeOffAgenda.pattern, onlySecas, async (req, res) => {
    parse(sure, req.body);
    const { id } = await getMeeting(db, urlId(req));
    const reference = String(req.params['reference']);
    await takeOffAgenda(db, personOf(req.viewer).id, id, reference, clock.now());
    leaveNotice(req, `${reference} is off the agenda.`);
    res.redirect(303, paths.meeting({ id }));
  });

  async function showMeeting(req: Request, res: Response, problems?: Problem[]): Promise<void> {
    const { viewer } = req;
    const meeting = await getMeeting(db, urlId(req));
    const [packs, choices] = await Promise.all([
      listPacks(db, readerOf(viewer), [meeting]),
      viewer.secas ? listChoices(db, meeting.id, MOST_CHOICES) : undefined,
    ]);
    const page = meetingPage(meeting, { packs, choices, marked: viewer.panel }, clock.now(), problems);
    render(req, res, 'meetings/meeting', page, { status: statusOf(problems) });
  }

  return router;
}

/** @throws Invalid */
function readReason(typed: string): string {
  const read = readTexts();
  const because = read.line('because', typed, 'Reason', 1_000);
  if (!because) read.problems.push({ field: 'because', text: 'Enter the reason: it is kept and shown' });
  if (read.problems.length > 0) throw new Invalid(read.problems);
  return because;
}
