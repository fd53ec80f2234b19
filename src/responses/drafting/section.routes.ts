import { Router, type Request, type Response } from 'express';
import { findMailOf } from '../../collation/mails/mails.store.js';
import { recordMailRead } from '../../collation/reading/looks.js';
import { sectionsOf, type Question, type Section } from '../../consultations/questions.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRespondents } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { rowsOf } from '../answers/rows.js';
import { answerForm, readAnswers, type Action, type PostedAnswer } from './answerForm.js';
import { sectionProblems } from './draft.rules.js';
import { getDraftContent, getDraftFor, type Draft, type DraftContent } from './drafts.store.js';
import { noteProblem } from './notes.page.js';
import { deleteNote, insertNotes, type NewNote } from './notes.store.js';
import { OutcomeRecorded, saveDraft, type Saved } from './saveDraft.js';
import { nextPath, sectionPage, type AfterSaving } from './section.page.js';

/** The questions of one section: shown, and saved with their button, right or wrong. */
export function sectionRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.section.pattern, onlyRespondents, async (req, res) => {
    // What is saved while it is read is told to the page afterwards.
    const now = clock.now();
    const { draft, section } = await load(req);
    await show(req, res, draft, section, await contentOf(draft, section), 200, undefined, now);
  });

  router.post(paths.section.pattern, onlyRespondents, async (req, res) => {
    const form = parse(answerForm, req.body);
    const { draft, section } = await load(req);
    const { answers, notes, action, removed } = readAnswers(form, section.questions);
    const mine = answers.filter(({ keepsTheirs }) => !keepsTheirs);
    const saved = await save(req, draft, mine);
    const tooLong = notes.filter(noteProblem);
    if (saved) {
      const keeps = notes.filter((note) => !tooLong.includes(note));
      await keepNotes(req, draft, keeps, action);
    }
    const content = await contentOf(draft, section);
    if (!saved)
      return show(req, res, { ...draft, decided: true }, section, content, 409, { typed: answers, notes });
    if (saved.conflicts.length > 0) {
      const typed = mine.filter(({ key }) => saved.conflicts.some((theirs) => theirs.key === key));
      return show(req, res, draft, section, content, 409, {
        typed,
        conflicts: saved.conflicts,
        removed,
        notes: tooLong,
      });
    }
    const wrong = action.does === 'continue' && sectionProblems(section, draft.questions, content).length > 0;
    if (wrong || removed.length > 0 || tooLong.length > 0)
      return show(req, res, draft, section, content, 422, { judged: wrong, removed, notes: tooLong });
    if (action.does === 'later')
      leaveNotice(req, draft.enteredBySecas ? 'The answers are saved.' : 'Your answers are saved.');
    res.redirect(303, whereTo(action, draft, section, mine) ?? nextPath(draft, section, content));
  });

  async function load(req: Request): Promise<{ draft: Draft; section: Section }> {
    const draft = await getDraftFor(db, req.viewer, urlId(req));
    const section = sectionsOf(draft.questions).find(({ slug }) => slug === req.params['section']);
    if (!section) throw new NotFound();
    return { draft, section };
  }

  /** @returns undefined when the consultation has been decided and nothing was saved */
  async function save(req: Request, draft: Draft, answers: PostedAnswer[]): Promise<Saved | undefined> {
    try {
      return await saveDraft(db, draft, personOf(req.viewer), answers, clock.reckoned(req.readAt));
    } catch (error) {
      if (error instanceof OutcomeRecorded) return undefined;
      throw error;
    }
  }

  async function keepNotes(req: Request, draft: Draft, notes: NewNote[], action: Action): Promise<void> {
    const { id } = personOf(req.viewer);
    if (notes.length > 0) await insertNotes(db, draft.id, notes, id, clock.now());
    if (action.does === 'remove note') await deleteNote(db, draft.id, action.note, id);
  }

  /** Of the section, and the answers that decide what is asked at all. */
  const contentOf = (draft: Draft, { questions }: Section): Promise<DraftContent> => {
    const deciding = draft.questions.flatMap(({ showWhen }) => (showWhen ? [showWhen.question] : []));
    return getDraftContent(db, draft.id, [...questions.map(({ key }) => key), ...deciding]);
  };

  async function show(
    req: Request,
    res: Response,
    draft: Draft,
    section: Section,
    content: DraftContent,
    status: number,
    after?: Partial<AfterSaving>,
    now = clock.now(),
  ): Promise<void> {
    const mail = draft.enteredBySecas ? await findMailOf(db, draft.id) : undefined;
    const viewerId = personOf(req.viewer).id;
    if (mail) await recordMailRead(db, draft.consultation.id, mail, { by: viewerId, at: now });
    const facts = { draft, section, content, now, viewerId, mail };
    render(req, res, 'responses/section', sectionPage(facts, after), { status });
  }

  return router;
}

/** Where a button other than "Save and continue" leads: for rows, to the row that was added or stood next. */
function whereTo(
  action: Action,
  draft: Draft,
  section: Section,
  answers: PostedAnswer[],
): string | undefined {
  const { id } = draft;
  const here = paths.section({ id, section: section.slug });
  switch (action.does) {
    case 'continue':
      return undefined;
    case 'later':
      return paths.response({ id });
    case 'add files':
      return `${paths.attachments({ id })}#${action.question.key}`;
    case 'clear':
      return `${here}#${action.question.key}`;
    case 'add note':
    case 'remove note':
      return `${here}#${action.question.key}-notes`;
    case 'add row':
      return `${here}#${action.question.key}-${Math.max(rowsCount(action.question, answers) - 1, 0)}-0`;
    case 'remove row': {
      const next = Math.min(action.row, rowsCount(action.question, answers) - 1);
      return `${here}#${action.question.key}-${Math.max(next, 0)}-0`;
    }
  }
}

const rowsCount = (question: Question, answers: PostedAnswer[]): number =>
  rowsOf(answers.find(({ key }) => key === question.key)?.value).length;
