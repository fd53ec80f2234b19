import {
  answerConfidential,
  nameConfidential,
  wholeConfidential,
} from '../../responses/consenting/marking.store.js';
import type { Db } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import { TEXT_OF_PART } from '../themes/coding/codings.store.js';
import { LIVE } from '../themes/themes.store.js';

/** To which paragraphs a page is narrowed; '' narrows nothing. */
export interface Narrowed {
  /** a question's key */
  question: string;
  /** a submission: the groups that it belongs to */
  of: string;
}

/** How many say nearly the same: an organisation that says it twice counts once. */
export interface Sharing {
  organisations: number;
  responses: number;
  parties: number;
}

/** A paragraph of a response that counts. */
export interface SharedParagraph {
  submission: { id: string; reference: string; organisation: string; organisationId: string };
  question: string;
  /** in the wording that was answered */
  ask: string;
  text: string;
  confidential: boolean;
  nameConfidential: boolean;
}

export interface WordingGroup extends Sharing {
  id: string;
  /** what stands for all of them: not confidential, if there is one that is not */
  shown: SharedParagraph;
}

const inQuestion = ({ question }: Pick<Narrowed, 'question'>): string =>
  question ? 'and c.question_key = :question' : '';

const SHOWN = `json_build_object(
  'submission', json_build_object('id', s.id, 'reference', s.reference, 'organisation', s.organisation_name,
    'organisationId', s.organisation_id),
  'question', c.question_key, 'ask', a.question ->> 'ask',
  'text', substring(${TEXT_OF_PART} from c.starts + 1 for c.ends - c.starts),
  'confidential', ${wholeConfidential('s')} or ${answerConfidential('a')}, 'nameConfidential', ${nameConfidential('s')})`;

const ITS_ANSWER = `join submission s on s.id = c.submission_id
  join submission_answer a on a.submission_id = c.submission_id and a.question_key = c.question_key`;

/** What stands for a group: nothing confidential if it can be helped, then what the others were compared with. */
const STANDS_FOR_ALL = `${wholeConfidential('s')} or ${answerConfidential('a')} or ${nameConfidential('s')}, c.id <> c.first_id, s.received_at, c.id`;

/** One page of the groups that two organisations or more share, the biggest first. */
export async function listGroups(
  db: Db,
  consultationId: string,
  narrowed: Narrowed,
  page: { limit: number; offset: number },
): Promise<{ count: number; groups: WordingGroup[] }> {
  const { rows } = await db.raw<{ rows: [{ count: number; groups: WordingGroup[] }] }>(
    `with live as materialized (${LIVE}), shared as materialized (
       select distinct first_id from paragraph where consultation_id = :consultationId and first_id <> id
         ${narrowed.of ? 'and first_id in (select first_id from paragraph where submission_id = :of)' : ''}
     ), said as materialized (
       select c.first_id, c.submission_id, s.organisation_id
       from shared join paragraph c on c.first_id = shared.first_id join live l on l.submission_id = c.submission_id
       join submission s on s.id = c.submission_id
       where true ${inQuestion(narrowed)}
     ), counted as materialized (
       select first_id, count(distinct organisation_id) as organisations, count(distinct submission_id) as responses
       from said group by first_id having count(*) > 1 and count(distinct organisation_id) > 1
     ), page as materialized (
       select * from counted order by organisations desc, responses desc, first_id limit :limit offset :offset
     ), parties as (
       select p.first_id, count(distinct n.party_id) as parties
       from page p join said on said.first_id = p.first_id join representation n on n.submission_id = said.submission_id
       group by p.first_id
     )
     select (select count(*) from counted) as count,
       (select coalesce(json_agg(json_build_object('id', p.first_id, 'organisations', p.organisations,
           'responses', p.responses, 'parties', coalesce(q.parties, 0), 'shown', x.shown)
           order by p.organisations desc, p.responses desc, p.first_id), '[]')
        from page p left join parties q on q.first_id = p.first_id cross join lateral (
          select ${SHOWN} as shown from paragraph c join live l on l.submission_id = c.submission_id ${ITS_ANSWER}
          where c.first_id = p.first_id ${inQuestion(narrowed)} order by ${STANDS_FOR_ALL} limit 1) x) as groups`,
    { consultationId, ...narrowed, ...page },
  );
  return rows[0];
}

export interface GroupPage {
  group: WordingGroup;
  /** paragraphs in all: an organisation may say it in two answers */
  count: number;
  /** of one page, by organisation */
  paragraphs: SharedParagraph[];
}

/** A group, with one page of its paragraphs. @throws NotFound when nothing that counts belongs to it */
export async function getGroup(
  db: Db,
  consultationId: string,
  id: string,
  page: { limit: number; offset: number },
): Promise<GroupPage> {
  const { rows } = await db.raw<{
    rows: [{ sharing: Sharing & { count: number }; shown: SharedParagraph[]; paragraphs: SharedParagraph[] }];
  }>(
    `with live as materialized (${LIVE}), said as materialized (
       select c.id, c.submission_id, s.organisation_id, row_number() over (order by ${STANDS_FOR_ALL}) as standing,
         row_number() over (order by lower(s.organisation_name), s.received_at, a.position, c.part, c.starts, c.id) as place
       from paragraph c join live l on l.submission_id = c.submission_id ${ITS_ANSWER}
       where c.consultation_id = :consultationId and c.first_id = :id
     ), read as materialized (
       select x.standing, x.place, ${SHOWN} as shown from said x join paragraph c on c.id = x.id ${ITS_ANSWER}
       where x.standing = 1 or (x.place > :offset::integer and x.place <= :offset::integer + :limit::integer)
     )
     select (select json_build_object('count', count(*), 'organisations', count(distinct organisation_id),
         'responses', count(distinct submission_id), 'parties', (select count(distinct party_id) from representation
           where submission_id in (select submission_id from said))) from said) as sharing,
       (select coalesce(json_agg(shown), '[]') from read where standing = 1) as shown,
       (select coalesce(json_agg(shown order by place), '[]') from read
        where place > :offset::integer and place <= :offset::integer + :limit::integer) as paragraphs`,
    { consultationId, id, ...page },
  );
  const { sharing, shown, paragraphs } = rows[0];
  if (!shown[0]) throw new NotFound();
  const { count, ...counts } = sharing;
  return { group: { id, ...counts, shown: shown[0] }, count, paragraphs };
}

/** How many other organisations say nearly the same as something in a submission. */
export async function countSharing(db: Db, submissionId: string): Promise<number> {
  const { rows } = await db.raw<{ rows: [{ organisations: number }] }>(
    `select count(*) as organisations from (
       select distinct s.organisation_id
       from (select distinct first_id from paragraph where submission_id = :submissionId) own
       join paragraph c on c.first_id = own.first_id join submission s on s.id = c.submission_id
       join submission mine on mine.id = :submissionId and mine.organisation_id <> s.organisation_id
       where exists (select from representation n where n.submission_id = s.id)
         or exists (select from organisation_representation n where n.submission_id = s.id)) other`,
    { submissionId },
  );
  return rows[0].organisations;
}

/** Submissions that count and whose paragraphs are not compared yet. */
export async function countUngrouped(db: Db, consultationId: string): Promise<number> {
  const { rows } = await db.raw<{ rows: [{ count: number }] }>(
    `select count(*) from (${LIVE}) l
     where not exists (select from grouped_submission g where g.submission_id = l.submission_id)`,
    { consultationId },
  );
  return rows[0].count;
}
