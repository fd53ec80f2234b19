import type { Question } from '../consultations/questions.js';
import { formatMoment } from '../londonTime.js';
import type { ChangedAnswer, ChangedSince } from './comparing/changedSince.store.js';
import { comparerOfPage, excerpt, isChanged } from './comparing/compare.rules.js';
import { saidText } from './comparing/saidText.js';

/** What changed in a draft, answer by answer and word by word, as views/responses/changed-since.ejs takes it. */
export function changedSincePage(
  title: string,
  { answers, wholeSavedAt }: ChangedSince,
  questions: Question[],
  viewerId: string,
) {
  const compare = comparerOfPage();
  const changed = answers.flatMap((answer) => {
    const question = questions.find(({ key }) => key === answer.key);
    const pieces = question ? compare(saidText(question, answer.before), saidText(question, answer.now)) : [];
    return question && isChanged(pieces)
      ? [
          {
            ask: question.ask,
            href: `#${question.key}`,
            by: byWhom(answer, viewerId),
            pieces: excerpt(pieces),
          },
        ]
      : [];
  });
  const whole =
    wholeSavedAt &&
    `On whose behalf it is, what of the whole is confidential, or its files: changed at ${formatMoment(wholeSavedAt)}. They are shown below as they are now.`;
  return {
    title,
    changed,
    whole,
    nothing:
      changed.length === 0 && !whole
        ? 'Every answer says what it said then: what was changed has been changed back.'
        : undefined,
  };
}

const byWhom = ({ savedBy, savedAt }: ChangedAnswer, viewerId: string): string =>
  `${savedBy.id === viewerId ? 'You' : savedBy.name}, ${formatMoment(savedAt)}`;
