import { threadsIn } from '../../responses/clarifying/clarifications.store.js';
import {
  answerConfidential,
  fileConfidential,
  nameConfidential,
  wholeConfidential,
} from '../../responses/consenting/marking.store.js';
import { chosenIn, type Filters } from './filters.js';

const MARK = 'select from reading_mark m where m.submission_id = s.id';

const SOME_CONFIDENTIAL = `(exists (select from submission_answer a where a.submission_id = s.id and ${answerConfidential('a')})
  or exists (select from submission_attachment a where a.submission_id = s.id and ${fileConfidential('a')}))`;

/** A place of the response where a comment of SECAS stands: the latest in it, not removed. */
const COMMENTED = `exists (select from (
    select distinct on (c.question_key) c.removed_at
    from secas_comment c join submission t on t.id = c.submission_id
    where t.response_id = s.response_id order by c.question_key, c.written_at desc
  ) standing where removed_at is null)`;

const CONFIDENTIAL = {
  whole: wholeConfidential('s'),
  name: nameConfidential('s'),
  some: SOME_CONFIDENTIAL,
  nothing: `not ${wholeConfidential('s')} and not ${nameConfidential('s')} and not ${SOME_CONFIDENTIAL}`,
};

/** Read by the viewer, bound as `:viewer`. */
export const READ_BY_ME = `exists (${MARK} and m.person_id = :viewer)`;

const READ = { me: READ_BY_ME, 'not-me': `not ${READ_BY_ME}`, nobody: `not exists (${MARK})` };

const CLARIFIED = {
  asked: `${threadsIn('s.response_id', 'asked')} > 0`,
  replied: `${threadsIn('s.response_id', 'replied')} > 0`,
  any: 'exists (select from clarification_entry e where e.response_id = s.response_id)',
};

/** Of `submission s`: that it matches the filters. Only what is asked for is looked at. */
export function matching(filters: Filters): string {
  const { category, answer, confidential, read, kind, comment, clarification } = filters;
  const conditions = [
    category &&
      `exists (select from representation n join submission_party p using (submission_id, party_id)
        where n.submission_id = s.id and p.category::text = :category)`,
    answer &&
      `exists (select from submission_answer a where a.submission_id = s.id
        and a.question_key = :question and a.value ->> 'choice' = :option)`,
    confidential && CONFIDENTIAL[confidential],
    read && READ[read],
    kind && 's.kind = :kind',
    comment && (comment === 'with' ? COMMENTED : `not ${COMMENTED}`),
    clarification && CLARIFIED[clarification],
  ];
  return ['true', ...conditions.filter(Boolean)].map((one) => `(${one})`).join(' and ');
}

/** What `matching` and READ_BY_ME are bound to. */
export const bindingsOf = (filters: Filters, viewer: string): Record<string, string> => ({
  category: filters.category,
  kind: filters.kind,
  viewer,
  ...chosenIn(filters.answer),
});
