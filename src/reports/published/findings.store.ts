import { fileConfidential, nameConfidential } from '../../responses/consenting/marking.store.js';
import type { Db } from '../../db/connection.js';
import { TEXT_OF_PART } from '../../collation/themes/coding/codings.store.js';
import type { Needle, Removed } from './findings.rules.js';

const LIVE = `live as (
  select submission_id as id from representation where consultation_id = :consultationId
  union select submission_id from organisation_representation where consultation_id = :consultationId)`;

/**
 * What is redacted, also in submissions that do not count any more (its words may stand in another response), and the
 * names of those who count and asked for theirs to be withheld: as they were when it was submitted, as they are, and
 * of all their Parties.
 */
export async function listRemoved(db: Db, consultationId: string): Promise<Removed[]> {
  const { rows } = await db.raw<{ rows: Removed[] }>(
    `with ${LIVE}
     select c.covers, s.id as submission, s.organisation_name as organisation, live.id is not null as live,
       case when c.part is not null then substring(${TEXT_OF_PART} from c.starts + 1 for c.ends - c.starts) end as words,
       case when c.covers = 'answer' then json_build_object('question', a.question, 'value', a.value) end as answer,
       f.name as file
     from redaction c join submission s on s.id = c.submission_id left join live on live.id = s.id
     left join submission_answer a on a.submission_id = c.submission_id and a.question_key = c.question_key
     left join submission_attachment f on f.id = c.attachment_id
     where c.consultation_id = :consultationId and c.lifted_at is null
     union all
     select 'name', s.id, s.organisation_name, true, n.name, null, null
     from live join submission s on s.id = live.id and ${nameConfidential('s')}
     cross join lateral (select s.organisation_name as name
       union select o.name from organisation o where o.id = s.organisation_id
       union select p.name from submission_party p where p.submission_id = s.id
       union select p.name from party_particulars p where p.organisation_id = s.organisation_id
         and not exists (select from party_particulars later where later.party_id = p.party_id
           and later.from_on > p.from_on and later.organisation_id is distinct from p.organisation_id)) n`,
    { consultationId },
  );
  return rows;
}

/** So much of removed words is looked for in a file: parts of its text overlap by a little more. */
const LONGEST = 150;

/**
 * Which of the files say removed words, as far as their text could be read.
 * @returns the place of the needle, and the file
 */
export async function listFilesSaying(
  db: Db,
  needles: Needle[],
  fileIds: string[],
): Promise<{ place: number; fileId: string }[]> {
  if (needles.length === 0 || fileIds.length === 0) return [];
  const list = needles.map(({ folded, whole: asWords }, place) => {
    const words = folded.slice(0, LONGEST);
    const whole = words.split(' ');
    // The ends of a passage may be parts of words, which the index does not know.
    const phrase = whole.length > 3 ? whole.slice(1, -1).join(' ') : words;
    const asWhole = asWords && folded.length <= LONGEST;
    const pattern = asWhole ? `(^|[^[:alnum:]])${escaped(words)}($|[^[:alnum:]])` : null;
    return { place, words, phrase, pattern };
  });
  const text = `lower(regexp_replace(t.text, '\\s+', ' ', 'g'))`;
  const says = `strpos(${text}, n.words) > 0 and (n.pattern is null or ${text} ~ n.pattern)`;
  const { rows } = await db.raw<{ rows: { place: number; fileId: string }[] }>(
    `with n as materialized (
       select n.place, n.words, n.pattern, phraseto_tsquery('english', n.phrase) as query
       from jsonb_to_recordset(:list::jsonb) as n(place integer, words text, phrase text, pattern text)
     )
     select n.place, t.file_id as "fileId" from n join file_text t on t.words @@ n.query
     where numnode(n.query) > 0 and t.file_id = any(:fileIds::uuid[]) and ${says}
     union
     select n.place, t.file_id from n join file_text t on t.file_id = any(:fileIds::uuid[])
     where numnode(n.query) = 0 and ${says}
     order by 1, 2`,
    { list: JSON.stringify(list), fileIds },
  );
  return rows;
}

/** As a part of a POSIX regular expression that means these very letters. */
const escaped = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Of the files those whose text nobody could look through, or not yet. */
export async function listUnreadable(db: Db, fileIds: string[]): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `select f.id from unnest(:fileIds::uuid[]) as f(id) left join file_indexed i on i.file_id = f.id
     where i.outcome is distinct from 'read'`,
    { fileIds },
  );
  return rows.map(({ id }) => id);
}

/**
 * Another text once something has changed that may change what would be published, or what is found in it: everything
 * that anybody does is in the audit trail, what the worker finds out about files is counted. Looks change nothing, nor
 * do agendas of meetings and what is made for an issuer; the register and the names of organisations change for all consultations.
 */
export async function getStateOf(db: Db, consultationId: string): Promise<string> {
  const { rows } = await db.raw<{ rows: [{ state: string }] }>(
    `select (select count(*) from audit_entry where consultation_id = :consultationId
         and action not like all (array['confidential.%', 'report.%', 'issuers-pack.%', 'meeting.%'])) || ' ' ||
       (select count(*) from party_particulars) || ' ' || (select md5(string_agg(name, chr(10) order by id)) from organisation) || ' ' || (
       select concat_ws(' ', count(distinct s.id), count(f.id), count(*) filter (where f.scan = 'waiting'), count(i.file_id))
       from submission s left join submission_attachment a on a.submission_id = s.id left join file f on f.id = a.file_id
       left join file_indexed i on i.file_id = f.id where s.consultation_id = :consultationId) as state`,
    { consultationId },
  );
  return rows[0].state;
}

/** What has not been done with the responses of a consultation. */
export interface Undone {
  /** that count and nobody has marked as read */
  unread: number;
  /** late, and neither admitted nor refused */
  undecided: number;
  /** files of those that count, not confidential in themselves, that wait for their scan */
  waiting: number;
  /** organisations asked, without those whose response is published under their name */
  unnamed: number;
  /** responses whose name is withheld */
  nameless: number;
}

export async function countUndone(db: Db, consultationId: string): Promise<Undone> {
  const { rows } = await db.raw<{ rows: [Undone] }>(
    `with ${LIVE}
     select (select count(*) from live where not exists (select from reading_mark m where m.submission_id = live.id))
         as unread,
       (select count(*) from submission s where s.consultation_id = :consultationId and s.standing <> 'in time'
         and not exists (select from late_decision d where d.submission_id = s.id)
         and not exists (select from withdrawal w where w.submission_id = s.id)) as undecided,
       (select count(*) from live join submission_attachment a on a.submission_id = live.id join file f on f.id = a.file_id
         where f.scan = 'waiting' and not ${fileConfidential('a')}) as waiting,
       (select count(distinct e.organisation_id) from eligible_party e where e.consultation_id = :consultationId
         and not exists (select from live join submission s on s.id = live.id
           where s.organisation_id = e.organisation_id and not ${nameConfidential('s')})) as unnamed,
       (select count(*) from live join submission s on s.id = live.id where ${nameConfidential('s')}) as nameless`,
    { consultationId },
  );
  return rows[0];
}
