import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import { counted } from '../../counted.js';
import type { Deps } from '../../deps.js';
import { NotFound, type Problem } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { cleanText } from '../../responses/answers/cleanText.js';
import { getSubmission, type Submission } from '../../responses/submissions.store.js';
import { recordLook } from '../reading/looks.js';
import { selectedPassage } from '../themes/coding/marks.rules.js';
import { findPassage, partsOf } from '../themes/coding/passages.rules.js';
import { place } from '../themes/coding/place.js';
import { carryRedactions, lift, redact } from './redact.js';
import { redactingPage, type WrongRedaction } from './redacting.page.js';
import { REASONS, type Covered, type Reason } from './redactions.rules.js';
import { listEarlier, listLifted, listRedactionsOn } from './redactions.store.js';

const why = {
  reason: z.enum(['', ...(Object.keys(REASONS) as Reason[])]),
  note: z.string().max(1_000).default(''),
};
const form = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('passage'),
    question: z.string().max(60),
    passage: z.string().max(300_000).default(''),
    /** where it was selected; the script's */
    place: place.optional().catch(undefined),
    ...why,
  }),
  z.strictObject({
    step: z.literal('answer'),
    question: z.string().max(60),
    passage: z.string().max(300_000).default(''),
    place: z.string().max(40).default(''),
    ...why,
  }),
  z.strictObject({ step: z.enum(['file', 'file name']), attachment: z.uuid(), ...why }),
  z.strictObject({ step: z.literal('lift'), redaction: z.uuid() }),
  z.strictObject({ step: z.literal('carry') }),
]);
type Form = z.infer<typeof form>;
type Marking = Exclude<Form, { step: 'lift' | 'carry' }>;

/** What of a response is kept out of the public version: marked, lifted, and carried over to a newer submission. */
export function redactingRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.deskRedactions.pattern, onlySecas, async (req, res) => {
    await show(req, res, await submissionOf(req));
  });

  router.post(paths.deskRedactions.pattern, onlySecas, async (req, res) => {
    const typed = parse(form, req.body);
    const here = await submissionOf(req);
    const { consultation, submission } = here;
    const by = personOf(req.viewer).id;
    const page = paths.deskRedactions({ reference: consultation.reference, submission: submission.id });
    if (typed.step === 'lift') {
      await lift(db, by, submission, typed.redaction, clock.now());
      leaveNotice(req, 'The redaction has been lifted. It is kept who marked it and who lifted it.');
      return res.redirect(303, page);
    }
    if (typed.step === 'carry') {
      const carried = await carryRedactions(db, by, submission, clock.now());
      leaveNotice(req, `${counted(carried, 'redaction')} carried over.`);
      return res.redirect(303, page);
    }
    const of = 'question' in typed ? typed.question : typed.attachment;
    const found = coveredBy(submission, typed);
    const problems = [...('problem' in found ? [found.problem] : []), ...problemsOf(typed)];
    if ('problem' in found || typed.reason === '' || problems.length > 0) {
      const passage = 'passage' in typed ? cleanText(typed.passage).text : '';
      const { reason, note } = typed;
      return show(req, res, here, { of, passage, reason, note: cleanText(note).text, problems }, 422);
    }
    const redaction = {
      covered: found.covered,
      reason: typed.reason,
      note: cleanText(typed.note).text.trim(),
    };
    await redact(db, by, submission, redaction, clock.now());
    leaveNotice(req, 'It is left out of the public version.');
    res.redirect(303, `${page}#${'question' in typed ? 'answer' : 'file'}-${of}`);
  });

  async function submissionOf(req: Request) {
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    return {
      consultation,
      submission: await getSubmission(db, consultation.id, urlId(req, 'submission')),
    };
  }

  async function show(
    req: Request,
    res: Response,
    here: Awaited<ReturnType<typeof submissionOf>>,
    wrong?: WrongRedaction,
    status = 200,
  ): Promise<void> {
    const { id } = here.submission;
    const [redactions, lifted, earlier] = await Promise.all([
      listRedactionsOn(db, id),
      listLifted(db, id),
      listEarlier(db, id),
      recordLook(db, here.submission, { by: personOf(req.viewer).id, at: clock.now() }),
    ]);
    const page = redactingPage({ ...here, redactions, lifted, earlier }, wrong);
    render(req, res, 'collation/redacting/redacting', page, { status });
  }

  return router;
}

/** What is to be redacted; a passage that was selected stands where the script says, what was typed is looked for. */
function coveredBy(submission: Submission, typed: Marking): { covered: Covered } | { problem: Problem } {
  if ('attachment' in typed) return { covered: { covers: typed.step, attachmentId: typed.attachment } };
  const { question: questionKey } = typed;
  if (typed.step === 'answer') return { covered: { covers: 'answer', questionKey } };
  const answer = submission.answers.find(({ question }) => question.key === questionKey);
  if (!answer) throw new NotFound();
  const { question, value } = answer;
  const words = cleanText(typed.passage).text;
  const at = typed.place;
  const selected = at && selectedPassage(question, value, { line: at[0], starts: at[1], ends: at[2] }, words);
  const found = selected ? { passage: selected } : findPassage(partsOf(question, value), words);
  if ('problem' in found) return { problem: { field: 'passage', text: found.problem } };
  return { covered: { covers: 'passage', questionKey, passage: found.passage } };
}

const problemsOf = ({ reason, note }: Marking): Problem[] => [
  ...(reason === '' ? [{ field: 'reason', text: 'Choose a reason' }] : []),
  ...(reason === 'other' && note.trim() === '' ? [{ field: 'note', text: 'Say what the reason is' }] : []),
];
