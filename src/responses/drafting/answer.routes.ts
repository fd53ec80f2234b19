import { Router } from 'express';
import type { Deps } from '../../deps.js';
import { BadRequest } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { urlId } from '../../http/urlId.js';
import { onlyRespondents } from '../../http/viewer.js';
import { formatMoment, formatTime } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { answerProblems } from '../answers/answerProblems.js';
import { answerText } from '../answers/answerTypes.js';
import { answerForm, readAnswers } from './answerForm.js';
import { getDraftToSave } from './drafts.store.js';
import { saveDraft } from './saveDraft.js';

/** Saves one answer while its section's page stays open: the same fields as in the form, and a reply in JSON. */
export function answerRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.post(paths.answer.pattern, onlyRespondents, async (req, res) => {
    const form = parse(answerForm, req.body);
    const key = String(req.params['question']);
    const draft = await getDraftToSave(db, req.viewer, urlId(req), key);
    const { question } = draft;
    const { answers, notes, removed } = readAnswers(form, [question]);
    const [answer] = answers;
    if (!answer || notes.length > 0) throw new BadRequest();

    const now = clock.reckoned(req.readAt);
    const { versions, conflicts } = await saveDraft(db, draft, personOf(req.viewer), [answer], now);
    const [theirs] = conflicts;
    if (theirs) {
      const { version, savedAt, savedBy } = theirs;
      const at = formatMoment(savedAt);
      res.status(409).json({
        error: { code: 'Conflict', message: `${savedBy.name} saved another answer here at ${at}.` },
        theirs: { text: answerText(question, theirs.value), by: savedBy.name, at, version },
      });
      return;
    }
    const problems = answerProblems(question, answer);
    res.json({
      version: versions[answer.key] ?? 0,
      savedAt: now.toString(),
      savedAtText: formatTime(now),
      ...(problems.length > 0 && { problems }),
      ...(removed.length > 0 && { removed }),
    });
  });

  return router;
}
