import type { Question } from '../../consultations/questions.js';
import { cells } from '../../responses/answers/answerTypes.js';
import { isOutward, type Version } from '../access.rules.js';
import type { Report } from '../report.js';
import type { Told } from '../telling/redaction.rules.js';
import { ON_TIME } from '../words.js';
import { threadOnPage } from './clarificationsShown.js';
import { dispositionsBesideLines, dispositionsOf } from './dispositionsShown.js';

/** What one response says to one question, as a page and a document show it; undefined: nothing. */
export function answerShown(question: Question, told: Told, report: Pick<Report, 'version' | 'points'>) {
  const answer = told.answers[question.key];
  const files = told.files.filter(({ questionKey }) => questionKey === question.key);
  const hidden = told.filesWithheld[question.key] ?? 0;
  const clarification = threadOnPage(told.clarifications[question.key]);
  // SECAS may have commented on what an earlier version of the response said, or made a point of it.
  const comment = told.comments[question.key];
  const dispositions = dispositionsOf(report, told, question.key);
  const beside = clarification !== undefined || comment !== undefined || dispositions.length > 0;
  if (!answer && files.length === 0 && hidden === 0 && !beside) return undefined;
  return {
    respondent: respondentShown(told),
    answer: saidTo(question, told),
    confidential: answer?.withheld === false && answer.confidential,
    files,
    filesWithheld: hidden > 0 ? withheldFiles(hidden, report.version) : undefined,
    clarification,
    comment,
    dispositions,
  };
}

/** Of a question that asks for comments by line: who commented in confidence, and what SECAS says and asked beside. */
export function besideLines(question: Question, told: Told, report: Pick<Report, 'points'>) {
  const { key } = question;
  const answer = told.answers[key];
  const comment = told.comments[key];
  const clarification = threadOnPage(told.clarifications[key]);
  const dispositions = dispositionsBesideLines(report, told, question);
  const beside = clarification !== undefined || comment !== undefined || dispositions.length > 0;
  if (!answer?.withheld && !beside) return undefined;
  return {
    name: told.name,
    placeholder: answer?.withheld ? answer.placeholder : undefined,
    clarification,
    comment,
    dispositions,
  };
}

/** What SECAS says of a response as a whole, and what came of the points that it raised there; undefined: nothing. */
export function onTheWhole(told: Told, report: Pick<Report, 'points'>) {
  const comment = told.comments[''];
  const dispositions = dispositionsOf(report, told, '');
  if (comment === undefined && dispositions.length === 0) return undefined;
  return { name: told.name, comment, dispositions };
}

const respondentShown = ({ name, nameWithheld, countedAs, standing }: Told) => ({
  name,
  note: [...countedAs, ...(standing === 'in time' || nameWithheld ? [] : [ON_TIME[standing]])].join(' · '),
});

function saidTo(question: Question, told: Told) {
  const answer = told.answers[question.key];
  if (!answer) return {};
  if (answer.withheld) return { placeholder: answer.placeholder };
  const said = cells(question, answer.value);
  const isReasons = ({ heading }: { heading: string }) =>
    question.rationale === true && heading === 'Reasons';
  return {
    parts: said.filter((cell) => !isReasons(cell)),
    rationale: said.find(isReasons)?.text,
  };
}

function withheldFiles(count: number, version: Version): string {
  const files = count === 1 ? 'file' : 'files';
  return isOutward(version) ? `${count} ${files} not published` : `${count} confidential ${files}`;
}
