import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findMailOf } from '../../collation/mails/mails.store.js';
import { openAttached } from '../../collation/mails/takeAttached.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { listPlace, urlId } from '../../http/urlId.js';
import { onlyRespondents } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { answerForm } from '../drafting/answerForm.js';
import { getDraftContent, getDraftFor, type Draft } from '../drafting/drafts.store.js';
import { saveDraft } from '../drafting/saveDraft.js';
import { bringInPage } from './bringIn.page.js';
import { propose, type Proposal } from './changes.js';
import { changesPage, type ChangesFacts } from './changes.page.js';
import { readBroughtIn } from './readBroughtIn.js';
import { receiveWordFile } from './receiveWordFile.js';
import { readTaken } from './takeAnswers.js';

const nothing = z.strictObject({});

/** A Word form that was filled in comes back: what it would change is shown, and what is chosen is saved. */
export function bringInRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.bringIn.pattern, onlyRespondents, async (req, res) => {
    showUpload(req, res, await getDraftFor(db, req.viewer, urlId(req)));
  });

  router.post(paths.bringIn.pattern, onlyRespondents, async (req, res) => {
    const read = await readBroughtIn(deps, req.viewer, urlId(req), () => receiveWordFile(req, res));
    if (!('proposals' in read)) return showUpload(req, res, read.draft, read.problem);
    showChanges(req, res, read);
  });

  // An attachment of the mail from which SECAS enters the response.
  router.post(paths.bringInAttached.pattern, onlyRespondents, async (req, res) => {
    parse(nothing, req.body);
    const read = await readBroughtIn(deps, req.viewer, urlId(req), async () => {
      const mail = await findMailOf(db, urlId(req));
      if (!mail) throw new NotFound();
      return openAttached(deps, personOf(req.viewer), mail, listPlace(req, 'place'));
    });
    if (!('proposals' in read)) return showUpload(req, res, read.draft, read.problem);
    showChanges(req, res, read);
  });

  router.post(paths.takeAnswers.pattern, onlyRespondents, async (req, res) => {
    const form = parse(answerForm, req.body);
    const draft = await getDraftFor(db, req.viewer, urlId(req));
    const { answers, ticked } = readTaken(form, draft.questions);
    const chosen = answers.filter(({ key }) => ticked.has(key));
    const viewer = personOf(req.viewer);
    if (chosen.length === 0) {
      const proposals = answers.map(({ question, version, ...answer }) => ({
        question,
        answer,
        version,
        ticked: false,
      }));
      const problem = 'Choose the answers to take over, or cancel';
      return showChanges(req, res, await withContent(draft, proposals, { problem }), 422);
    }
    const { conflicts } = await saveDraft(db, draft, viewer, chosen, clock.now());
    const saved = savedWords(chosen.length - conflicts.length);
    if (conflicts.length === 0) {
      leaveNotice(req, saved);
      return res.redirect(303, paths.response({ id: draft.id }));
    }
    const fresh = await withContent(draft, [], {
      notes: [
        {
          warning: true,
          title: 'An answer was changed while you were choosing',
          text: `Nothing was written over. ${saved}`,
        },
      ],
    });
    const met = chosen.filter(({ key }) => conflicts.some((theirs) => theirs.key === key));
    const proposals = met.map(({ question, ...answer }) =>
      propose(question, answer, fresh.content.answers[question.key], viewer.id, true),
    );
    showChanges(req, res, { ...fresh, proposals }, 409);
  });

  async function withContent(
    draft: Draft,
    proposals: Proposal[],
    more: Partial<ChangesFacts>,
  ): Promise<Shown> {
    return { draft, proposals, notes: [], content: await getDraftContent(db, draft.id), ...more };
  }

  const showUpload = (req: Request, res: Response, draft: Draft, problem?: string): void =>
    render(req, res, 'responses/word-bring-in', bringInPage(draft, clock.now(), problem), {
      status: problem ? 422 : 200,
    });

  const showChanges = (req: Request, res: Response, facts: Shown, status = 200): void =>
    render(req, res, 'responses/word-changes', changesPage({ ...facts, now: clock.now() }), { status });

  return router;
}

type Shown = Omit<ChangesFacts, 'now'>;

function savedWords(count: number): string {
  if (count === 0) return 'Nothing from the Word form was saved.';
  if (count === 1) return 'One answer from the Word form was saved.';
  return `${count} answers from the Word form were saved.`;
}
