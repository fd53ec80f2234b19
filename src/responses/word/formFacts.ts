import { closesFor } from '../../consultations/consultations.rules.js';
import {
  findCurrentIssue,
  getConsultation,
  getPublishedConsultation,
  type Issue,
} from '../../consultations/consultations.store.js';
import { getQuestionDraft } from '../../consultations/questions/questions.store.js';
import { listStandings } from '../../consultations/standing.store.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import type { Viewer } from '../../people/viewer.js';
import { onBehalfOf } from '../drafting/draft.rules.js';
import { getDraftContent, getDraftFor, type Draft, type DraftContent } from '../drafting/drafts.store.js';
import { buildForm } from './buildForm.js';
import type { WordForm } from './wordForm.js';

type Needs = Pick<Deps, 'db' | 'config'>;

/**
 * The blank form of a consultation. The deadline on it is that of all, unless each of the viewer's organisations has
 * the same later one.
 * @throws NotFound for one that is not published
 */
export async function blankForm({ db, config }: Needs, viewer: Viewer, reference: string): Promise<WordForm> {
  const consultation = await getPublishedConsultation(db, reference);
  const organisationIds = viewer.represents.map(({ organisationId }) => organisationId);
  const [issue, standings] = await Promise.all([
    findCurrentIssue(db, consultation.id),
    listStandings(db, consultation.id, organisationIds),
  ]);
  if (!issue) throw new NotFound();
  const deadlines = standings.map(({ ownExtension }) => closesFor(consultation.closesAt, ownExtension));
  const [first] = deadlines;
  const closesAt = first && deadlines.every((one) => one.equals(first)) ? first : consultation.closesAt;
  return buildForm({ ...settings(config), consultation, closesAt, issue });
}

/**
 * The blank form as it would be, before publication too. Until then its reference is that of no form, so that what is
 * written in it is not taken for an answer to what will be issued.
 * @throws NotFound
 */
export async function previewedForm({ db, config, clock }: Deps, reference: string): Promise<WordForm> {
  const consultation = await getConsultation(db, reference);
  const { id, closesAt } = consultation;
  const issue = (await findCurrentIssue(db, id)) ?? {
    id: '',
    number: 0,
    questions: await getQuestionDraft(db, id),
    issuedAt: clock.now(),
  };
  return buildForm({ ...settings(config), consultation, closesAt, issue });
}

/** A draft with all that its form is made from. */
export interface FilledForm {
  draft: Draft;
  content: DraftContent;
  issue: Issue;
  form: WordForm;
}

/** The form of a draft, filled with what is saved. @throws NotFound also for another organisation's */
export async function filledForm(
  { db, config }: Needs,
  viewer: Viewer,
  responseId: string,
): Promise<FilledForm> {
  const draft = await getDraftFor(db, viewer, responseId);
  const { consultation, closesAt, ownExtension } = draft;
  const [content, issue] = await Promise.all([
    getDraftContent(db, draft.id),
    findCurrentIssue(db, consultation.id),
  ]);
  if (!issue) throw new NotFound();
  const form = buildForm({
    ...settings(config),
    consultation,
    closesAt: closesFor(closesAt, ownExtension),
    issue,
    draft: {
      id: draft.id,
      organisation: draft.organisation.name,
      onBehalfOf: onBehalfOf(draft),
      savedAt: draft.savedAt,
      answers: content.answers,
      files: content.attachments,
    },
  });
  return { draft, content, issue, form };
}

const settings = ({ serviceName, brandColour, baseUrl }: Deps['config']) => ({
  service: serviceName,
  brandColour,
  baseUrl,
});
