import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { listRepresentativesOf } from '../../consultations/recipients.store.js';
import { typedOf, type Typed } from '../../consultations/deadlineEntry.js';
import { whenFields, whenTyped } from '../../consultations/details/detailsForm.js';
import type { Deps } from '../../deps.js';
import { Invalid, NotFound, type Problem } from '../../errors.js';
import { problemsOf, statusOf } from '../../http/formProblems.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { cleanText } from '../../responses/answers/cleanText.js';
import { isConfidentialInSome } from '../../responses/clarifying/clarifications.store.js';
import { enterReplyPath } from '../entering/enterPaths.js';
import { readArrived } from '../entering/enterForm.js';
import { assertMailOf, getMail, suggestOrganisations, type ArrivedMail } from '../mails/mails.store.js';
import { arrivalOf } from '../mails/mailTimes.rules.js';
import { listMailsForReply } from '../mails/replies.store.js';
import { uploadMail } from '../mails/uploadMail.js';
import { recordLook, recordMailRead } from '../reading/looks.js';
import { deskThreadOf, type FoundThread } from './deskThread.js';
import { enterReply } from './enterReply.js';
import { enterReplyPage, type ReplyFields } from './enterReply.page.js';
import { withoutQuoted } from './quoted.rules.js';
import { isKnown } from './sender.rules.js';

const chosenMail = z.object({ mail: z.uuid().optional() });
const ticked = z.enum(['yes', '']).default('');
const replyForm = z.strictObject({
  key: z.uuid(),
  seen: z.coerce.number().int().min(0).max(2_147_483_647),
  mail: z.uuid(),
  text: z.string(),
  confidential: ticked,
  reason: z.string().default(''),
  vouched: ticked,
  ...whenFields('arrived'),
});

/** SECAS enters a reply to a clarification that came by e-mail: the mail first, then what it says. */
export function enterReplyRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskEnterReply.pattern, onlySecas, async (req, res) => {
    const found = await threadOf(req);
    const { mail: id } = parse(chosenMail, req.query);
    const mail = id ? await getMail(db, found.consultation.id, id) : undefined;
    if (mail) assertMailOf(mail, found.submission.responseId);
    await show(req, res, found, mail && { mail, fields: filledFrom(mail) });
  });

  router.post(paths.deskReplyMails.pattern, onlySecas, async (req, res) => {
    const found = await threadOf(req);
    try {
      const mail = await uploadMail(deps, req, res, found.consultation.id);
      if (mail.notice) leaveNotice(req, mail.notice);
      res.redirect(303, enterReplyPath(addressOf(found), mail.id));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await show(req, res, found, undefined, error.problems);
    }
  });

  router.post(paths.deskEnterReply.pattern, onlySecas, async (req, res) => {
    const form = parse(replyForm, req.body);
    const found = await threadOf(req);
    const mail = await getMail(db, found.consultation.id, form.mail);
    const fields = fieldsOf(form);
    const { organisation } = found.submission;
    const suggested = await suggestOrganisations(db, mail.senderAddress);
    const reply = {
      key: form.key,
      seen: form.seen,
      mail,
      text: fields.text,
      confidential: fields.confidential ? { reason: fields.reason } : null,
      arrived: readArrived(fields.arrived),
      stranger: !isKnown(organisation.id, suggested),
      vouched: fields.vouched,
    };
    try {
      await enterReply(deps, personOf(req.viewer), found, reply, clock.now());
    } catch (error) {
      const problems = problemsOf(error);
      if (!problems) throw error;
      return show(req, res, await threadOf(req), { mail, fields }, problems);
    }
    leaveNotice(req, 'The reply has been entered. Whoever acts for its organisation is told by mail.');
    res.redirect(303, paths.deskClarification(addressOf(found)));
  });

  /** @throws NotFound also where nothing was asked */
  async function threadOf(req: Request): Promise<FoundThread> {
    const found = await deskThreadOf(db, req);
    if (found.thread.length === 0) throw new NotFound();
    return found;
  }

  /** What a mail says: to be compared with it by who enters it. */
  const filledFrom = (mail: ArrivedMail): ReplyFields => ({
    text: withoutQuoted(mail.body),
    arrived: typedOf(arrivalOf(mail, clock.now())?.at ?? null),
    confidential: false,
    reason: '',
    vouched: false,
  });

  async function show(
    req: Request,
    res: Response,
    found: FoundThread,
    chosen: { mail: ArrivedMail; fields: ReplyFields } | undefined,
    problems: Problem[] = [],
  ): Promise<void> {
    const { consultation, submission, questionKey, thread } = found;
    const { responseId, organisation } = submission;
    const of = { consultationId: consultation.id, responseId, organisationId: organisation.id };
    const said = thread.some(({ confidential }) => confidential);
    const [offered, suggested, some, told] = await Promise.all([
      chosen ? [] : listMailsForReply(db, of),
      chosen ? suggestOrganisations(db, chosen.mail.senderAddress) : [],
      isConfidentialInSome(db, responseId, questionKey),
      listRepresentativesOf(db, organisation.id),
    ]);
    const look = { by: personOf(req.viewer).id, at: clock.now() };
    await recordLook(db, submission, look, said);
    if (chosen) await recordMailRead(db, consultation.id, chosen.mail, look);
    const page = enterReplyPage({
      ...found,
      offered,
      chosen: chosen && { ...chosen, suggested, beside: some || said },
      nobody: told.length === 0,
      problems,
    });
    const status = problems.length > 0 ? statusOf(problems) : 200;
    render(req, res, 'collation/clarifying/enter-reply', page, { status });
  }

  return router;
}

const addressOf = ({ consultation: { reference }, submission, questionKey: question }: FoundThread) => ({
  reference,
  submission: submission.id,
  question,
});

const typedParts = ({ day, month, year, time }: Typed): Typed => ({
  day: cleanText(day).text,
  month: cleanText(month).text,
  year: cleanText(year).text,
  time: cleanText(time).text,
});

const fieldsOf = (form: z.infer<typeof replyForm>): ReplyFields => ({
  text: cleanText(form.text).text.trim(),
  arrived: typedParts(whenTyped(form, 'arrived')),
  confidential: form.confidential === 'yes',
  reason: cleanText(form.reason).text.trim(),
  vouched: form.vouched === 'yes',
});
