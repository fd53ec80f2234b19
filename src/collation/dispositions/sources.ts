import { counted } from '../../counted.js';
import { findCurrentIssue, type Consultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import { paths } from '../../paths.js';
import { answerText } from '../../responses/answers/answerTypes.js';
import { saidOfLine } from '../../responses/answers/rows.js';
import { getSubmission, type Submission } from '../../responses/submissions.store.js';
import { listThemes } from '../themes/themes.store.js';
import type { Beginning } from './newPoint.page.js';
import { countDelicate, listSourced, type Source } from './raised.store.js';
import { listPoints } from './points.store.js';

/** Where a new point comes from, as an address or a form tells it: one of a response, a theme or a line. */
export interface Given {
  submission: string;
  ofTheme: string;
  ofLine: string;
  /** '' is the consultation as a whole */
  question: string;
}

/** @throws NotFound when nothing is given that can be a source */
export function sourceOf({ submission, ofTheme, ofLine, question }: Given): Source {
  if (submission) return { from: 'submission', submissionId: submission };
  if (ofTheme && question) return { from: 'theme', themeId: ofTheme };
  if (ofLine && question) return { from: 'line', line: ofLine };
  throw new NotFound();
}

/**
 * What a new point begins with: the words of the response that is read, the name of the theme, or what the one response
 * that speaks of a line says of it; to be shortened.
 * @returns with the submission whose words these are
 * @throws NotFound, also when what is given is another consultation's
 */
export async function readBeginning(
  db: Db,
  consultation: Consultation,
  given: Given,
): Promise<Beginning & { submission: Submission | undefined }> {
  const source = sourceOf(given);
  const { id: consultationId, reference } = consultation;
  const questionKey = given.question || null;
  const issue = await findCurrentIssue(db, consultationId);
  const question = issue?.questions.find(({ key }) => key === questionKey);
  if (questionKey && !question) throw new NotFound();
  const where = { consultationId, questionKey };
  const [submission, submissions, themes, points] = await Promise.all([
    given.submission ? getSubmission(db, consultationId, given.submission) : undefined,
    listSourced(db, where, source),
    questionKey ? listThemes(db, { consultationId, questionKey }) : [],
    listPoints(db, consultationId),
  ]);
  const alone = given.ofLine && !submission && submissions.length === 1 ? submissions[0] : undefined;
  const speaker = alone ? await getSubmission(db, consultationId, alone) : submission;
  const theme = themes.find(({ id }) => id === given.ofTheme);
  if ((given.ofTheme && !theme) || (submission && submissions.length === 0)) throw new NotFound();
  return {
    submission: speaker,
    hidden: { ...given },
    question,
    raisedBy: submission
      ? {
          text: `${submission.organisation.name} (${submission.reference})`,
          href: paths.deskSubmission({ reference, submission: submission.id }),
        }
      : theme && questionKey
        ? {
            text: `the theme “${theme.name}”`,
            href: paths.deskTheme({ reference, question: questionKey, theme: theme.id }),
          }
        : { text: `“${given.ofLine}”` },
    responses: submissions.length,
    words: theme?.name ?? (speaker && questionKey ? wordsIn(speaker, questionKey, given.ofLine) : ''),
    line: given.ofLine,
    theme: theme?.id ?? '',
    themes,
    delicate: (await countDelicate(db, where, submissions)) > 0,
    others: points.filter((point) => point.questionKey === questionKey),
  };
}

/** What was written freely, or of the line, or else all of the answer. */
function wordsIn({ answers }: Submission, questionKey: string, line: string): string {
  const answer = answers.find(({ question }) => question.key === questionKey);
  if (!answer) return '';
  if (line) return saidOfLine(answer.question, answer.value, line);
  const { text, rationale } = (answer.value ?? {}) as { text?: unknown; rationale?: unknown };
  const free = [text, rationale].find((one): one is string => typeof one === 'string' && one.trim() !== '');
  return free ?? answerText(answer.question, answer.value);
}

/** What is said once responses have been added. */
export const addedWords = (added: number): string =>
  added === 0
    ? 'It is raised by this already: nothing has changed.'
    : `${counted(added, 'response')} added. If the point was approved, it has to be approved again.`;
