import type { Db, Instant } from '../../db/connection.js';

/** Whose frame it is: of a question, by its key, so that it survives corrections of the wording. */
export interface Frame {
  consultationId: string;
  questionKey: string;
}

export interface Theme {
  id: string;
  name: string;
  description: string;
  version: number;
}

/** How often a theme comes up, in what counts (DOMAIN.md, Counting). */
export interface ThemeCount extends Theme {
  /** the same passage coded twice is one */
  passages: number;
  responses: number;
  parties: number;
  /** responses by category; one that speaks for several counts in each */
  by: Record<string, number>;
  /** passages in submissions that do not count: earlier versions, withdrawn, late and not admitted */
  elsewhere: number;
}

/** The submissions that speak for somebody now. */
export const LIVE = `
  select submission_id from representation where consultation_id = :consultationId
  union select submission_id from organisation_representation where consultation_id = :consultationId`;

/** The themes in their order. */
export async function listThemes(db: Db, { consultationId, questionKey }: Frame): Promise<Theme[]> {
  return db('theme')
    .where({ consultation_id: consultationId, question_key: questionKey })
    .whereNull('ended_at')
    .orderBy(['position', 'made_at'])
    .select('id', 'name', 'description', 'version');
}

/** The themes of every question, in their order. */
export async function listAllThemes(
  db: Db,
  consultationId: string,
): Promise<(Theme & { questionKey: string })[]> {
  return db('theme')
    .where({ consultation_id: consultationId })
    .whereNull('ended_at')
    .orderBy(['question_key', 'position', 'made_at'])
    .select('id', 'name', 'description', 'version', 'question_key as questionKey');
}

/** The themes in their order, with how often each comes up: one statement. */
export async function countThemes(db: Db, frame: Frame): Promise<ThemeCount[]> {
  const { rows } = await db.raw<{ rows: ThemeCount[] }>(
    `with live as (${LIVE}), spoken as (
       select n.submission_id, n.party_id, p.category
       from representation n join submission_party p on p.submission_id = n.submission_id and p.party_id = n.party_id
       where n.consultation_id = :consultationId
     ), marked as (
       select distinct c.theme_id, c.submission_id, c.part, c.starts, c.ends,
         l.submission_id is not null as live
       from coding c left join live l on l.submission_id = c.submission_id
       where c.consultation_id = :consultationId and c.question_key = :questionKey and c.removed_at is null
     ), passages as (
       select theme_id, count(*) filter (where live) as passages, count(*) filter (where not live) as elsewhere
       from marked group by theme_id
     ), responses as (
       select m.theme_id, count(distinct m.submission_id) as responses, count(distinct s.party_id) as parties
       from marked m left join spoken s on s.submission_id = m.submission_id where m.live group by m.theme_id
     ), categories as (
       select theme_id, json_object_agg(category, responses) as by from (
         select m.theme_id, coalesce(s.category::text, 'No Party') as category,
           count(distinct m.submission_id) as responses
         from marked m left join spoken s on s.submission_id = m.submission_id
         where m.live group by m.theme_id, 2) x
       group by theme_id
     )
     select t.id, t.name, t.description, t.version, coalesce(p.passages, 0) as passages,
       coalesce(p.elsewhere, 0) as elsewhere, coalesce(r.responses, 0) as responses,
       coalesce(r.parties, 0) as parties, coalesce(c.by, '{}') as by
     from theme t
     left join passages p on p.theme_id = t.id
     left join responses r on r.theme_id = t.id
     left join categories c on c.theme_id = t.id
     where t.consultation_id = :consultationId and t.question_key = :questionKey and t.ended_at is null
     order by t.position, t.made_at`,
    { ...frame },
  );
  return rows;
}

/** For each question: its themes, the passages and the answers coded, and the answers that there are. */
export interface QuestionCount {
  questionKey: string;
  themes: number;
  passages: number;
  coded: number;
  answers: number;
}

export async function countQuestions(db: Db, consultationId: string): Promise<QuestionCount[]> {
  const { rows } = await db.raw<{ rows: QuestionCount[] }>(
    `with live as (${LIVE}), themes as (
       select question_key, count(*) as themes from theme
       where consultation_id = :consultationId and ended_at is null group by question_key
     ), coded as (
       select question_key, count(distinct (submission_id, part, starts, ends)) as passages,
         count(distinct submission_id) as coded
       from coding where consultation_id = :consultationId and removed_at is null
         and submission_id in (table live) group by question_key
     ), answers as (
       select question_key, count(*) as answers from submission_answer
       where submission_id in (table live) group by question_key
     )
     select question_key as "questionKey", coalesce(themes, 0) as themes, coalesce(passages, 0) as passages,
       coalesce(coded, 0) as coded, coalesce(answers, 0) as answers
     from answers full join themes using (question_key) full join coded using (question_key)`,
    { consultationId },
  );
  return rows;
}

/** What became of a theme that is no more. */
export interface EndedTheme {
  name: string;
  mergedInto: { id: string; name: string } | null;
}

/** A theme that has ended, for who comes with an older page. */
export async function findEnded(db: Db, frame: Frame, themeId: string): Promise<EndedTheme | undefined> {
  const { rows } = await db.raw<{ rows: EndedTheme[] }>(
    `select t.name, case when i.id is not null then json_build_object('id', i.id, 'name', i.name) end as "mergedInto"
     from theme t left join theme i on i.id = t.merged_into
     where t.id = :themeId and t.consultation_id = :consultationId and t.question_key = :questionKey
       and t.ended_at is not null`,
    { ...frame, themeId },
  );
  return rows[0];
}

/** Has colleagues who work on the themes of one question wait for one another until the transaction ends. */
export const lockFrame = (trx: Db, { consultationId, questionKey }: Frame): Promise<void> =>
  lockFrames(trx, consultationId, [questionKey]);

/** As lockFrame, of several questions, always in the same order. */
export async function lockFrames(trx: Db, consultationId: string, questionKeys: string[]): Promise<void> {
  await trx.raw(
    `select pg_advisory_xact_lock(lock) from (
       select hashtextextended(concat_ws('/', 'theme', :consultationId::text, key), 0) as lock
       from unnest(:questionKeys::text[]) as key order by lock offset 0) x`,
    { consultationId, questionKeys },
  );
}

/** At the end of the frame. @returns its id; undefined when another one is called so */
export async function insertTheme(
  trx: Db,
  { consultationId, questionKey }: Frame,
  { name, description }: { name: string; description: string },
  by: string,
  at: Instant,
): Promise<string | undefined> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `insert into theme (consultation_id, question_key, name, description, position, made_at, made_by)
     select :consultationId::uuid, :questionKey::text, :name, :description, coalesce(max(position), 0) + 1, :at, :by
     from theme where consultation_id = :consultationId and question_key = :questionKey
     on conflict (consultation_id, question_key, lower(name)) where ended_at is null do nothing
     returning id`,
    { consultationId, questionKey, name, description, at, by },
  );
  return rows[0]?.id;
}

/** @returns false when another one is called so */
export async function updateTheme(
  trx: Db,
  themeId: string,
  { name, description }: { name: string; description: string },
): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `update theme t set name = :name, description = :description, version = version + 1
     where id = :themeId and not exists (select from theme o where o.id <> t.id and o.ended_at is null
       and o.consultation_id = t.consultation_id and o.question_key = t.question_key and lower(o.name) = lower(:name))
     returning id`,
    { themeId, name, description },
  );
  return rows.length > 0;
}

/** Puts the themes in this order. */
export async function orderThemes(trx: Db, ids: string[]): Promise<void> {
  await trx.raw(
    `update theme t set position = o.place from unnest(:ids::uuid[]) with ordinality as o(id, place) where t.id = o.id`,
    { ids },
  );
}

export const raiseVersion = (trx: Db, ids: string[]): Promise<number> =>
  trx('theme').whereIn('id', ids).increment('version', 1);

export async function endTheme(
  trx: Db,
  themeId: string,
  mergedInto: string | null,
  by: string,
  at: Instant,
): Promise<void> {
  await trx('theme').where({ id: themeId }).update({ ended_at: at, ended_by: by, merged_into: mergedInto });
}

export interface ThemeEvent {
  action: string;
  at: Instant;
  by: string;
  detail: Record<string, string | number>;
}

/** What became of a theme, the newest first, as the audit tells it; codings stand beside their passages. */
export async function listThemeEvents(db: Db, themeId: string): Promise<ThemeEvent[]> {
  const { rows } = await db.raw<{ rows: ThemeEvent[] }>(
    `select e.action, e.at, p.name as by, e.detail from audit_entry e join person p on p.id = e.person_id
     where e.subject_id = :themeId and e.action like 'theme.%' order by e.id desc limit 100`,
    { themeId },
  );
  return rows;
}
