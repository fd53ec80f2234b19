import type { Db } from '../../db/connection.js';
import { NOT_ANSWERED, REDACTED, WITHHELD } from '../counting/tally.rules.js';
import { revivedTold, type Kept } from '../editions/kept.js';
import type { Told } from '../telling/redaction.rules.js';
import { SEVERAL_COLUMNS, type Crossed, type Dimension } from './crossTab.rules.js';
import type { Narrowing } from './narrowing.rules.js';

/** The responses of an edition with their facts (migrations/0050), which hold no text and are read in no time. */
const FROM = `from report_edition_response e join told_response t on t.digest = e.digest where e.edition_id = :editionId`;

type Bindings = Record<string, string | number>;

/** The condition on `t` that narrows, and its bindings. */
function narrowed({ category, answer, theme, written }: Narrowing): { sql: string; bindings: Bindings } {
  const said = `t.facts -> 'said' -> :answerKey::text`;
  const sql = [
    ...(category ? [`jsonb_exists(t.facts -> 'by', :category)`] : []),
    ...(answer
      ? [
          `(${said} ->> 'choice' = :option or ${said} -> 'choices' ->> :answerRow::text = :option
             or jsonb_exists(${said} -> 'chosen', :option))`,
        ]
      : []),
    ...(theme ? [`jsonb_exists(t.facts -> 'themes' -> :themeKey::text, :theme)`] : []),
    ...(written ? [`t.facts ->> 'written' = 'true'`] : []),
  ];
  return {
    sql: sql.map((one) => ` and ${one}`).join(''),
    bindings: {
      ...(category && { category }),
      ...(answer && {
        answerKey: answer.question.key,
        answerRow: answer.row?.key ?? '',
        option: answer.option,
      }),
      ...(theme && { themeKey: theme.question.key, theme: theme.id }),
    },
  };
}

/** The first responses of an edition that fit, in its order. */
export async function listNarrowed(
  db: Db,
  editionId: string,
  narrowing: Narrowing,
  limit: number,
): Promise<Told[]> {
  const { sql, bindings } = narrowed(narrowing);
  const { rows } = await db.raw<{ rows: { told: Kept<Told> }[] }>(
    `select t.told ${FROM}${sql} order by e.position limit :limit`,
    { editionId, limit, ...bindings },
  );
  return rows.map(({ told }) => revivedTold(told));
}

/** How many responses of an edition fit, and the Parties that they represent. */
export async function countNarrowed(
  db: Db,
  editionId: string,
  narrowing: Narrowing,
): Promise<{ responses: number; parties: number }> {
  const { sql, bindings } = narrowed(narrowing);
  const { rows } = await db.raw<{ rows: [{ responses: number; parties: number }] }>(
    `select count(*)::integer as responses, coalesce(sum((t.facts ->> 'total')::integer), 0)::integer as parties ${FROM}${sql}`,
    { editionId, ...bindings },
  );
  return rows[0];
}

/**
 * Crosses what the responses of an edition chose with another question, or with the categories: one reading of their
 * facts, put together by what they say, of which there is little however many they are. A response counts once in each
 * row and column, and once in the totals; a Party in those of its category. They are grouped by one value, and narrowed
 * as they are counted: Postgres, which cannot guess how many will fit, would put all of them in order on disk.
 */
export async function crossed(
  db: Db,
  editionId: string,
  narrowing: Narrowing,
  [rows, columns]: [Dimension, Dimension],
): Promise<Crossed[]> {
  const { sql, bindings } = narrowed(narrowing);
  const both = [labelsOf(rows, 'row'), labelsOf(columns, 'column')] as const;
  // Parties of the one category alone, where one stands above or before them.
  const parties = (label: string) => `coalesce((parties ->> ${label})::integer, 0)`;
  const inRow = rows === 'category' ? parties('r.label') : 'total';
  const inColumn = columns === 'category' ? parties('c.label') : 'total';
  const inCell = columns === 'category' ? inColumn : inRow;
  const row = 'jsonb_array_elements_text(rows) as r(label)';
  const column = 'jsonb_array_elements_text(columns) as c(label)';
  const found = await db.raw<{ rows: Crossed[] }>(
    `with grouped as (
       select jsonb_build_array(${both[0].sql}, ${both[1].sql}, t.facts -> 'parties', t.facts -> 'total') as facts,
         count(*) filter (where t.facts ->> 'kind' = 'response'${sql}) as times
       ${FROM} group by 1
     ), said as (
       select facts -> 0 as rows, facts -> 1 as columns, facts -> 2 as parties, (facts -> 3)::integer as total, times
       from grouped where times > 0
     ), counted as (
       select r.label as "row", c.label as "column", false as once, sum(times) as responses, sum(times * ${inCell}) as parties
       from said, ${row}, ${column} group by 1, 2
       union all select r.label, null, false, sum(times), sum(times * ${inRow}) from said, ${row} group by 1
       union all select null, c.label, false, sum(times), sum(times * ${inColumn}) from said, ${column} group by 2
       union all select null, null, false, coalesce(sum(times), 0), coalesce(sum(times * total), 0) from said
       union all select r.label, case when jsonb_array_length(columns) = 1 then columns ->> 0 else :several::text end, true,
         sum(times), 0 from said, ${row} group by 1, 2
     ) select "row", "column", once, responses::integer, parties::integer from counted`,
    {
      editionId,
      ...bindings,
      ...both[0].bindings,
      ...both[1].bindings,
      several: SEVERAL_COLUMNS,
      ...(both.some(({ bindings: own }) => Object.keys(own).length > 0) && {
        notAnswered: NOT_ANSWERED,
        withheld: WITHHELD,
        redacted: REDACTED,
      }),
    },
  );
  return found.rows;
}

/** Under which labels a response counts, as counting/tally.rules.ts has them. */
function labelsOf(of: Dimension, name: 'row' | 'column'): { sql: string; bindings: Bindings } {
  if (of === 'category') return { sql: `t.facts -> 'by'`, bindings: {} };
  const said = `t.facts -> 'said' -> :${name}Key::text`;
  const choice = of.row ? `${said} -> 'choices' ->> :${name}Row::text` : `${said} ->> 'choice'`;
  return {
    sql: `case when ${said} is null then jsonb_build_array(:notAnswered::text)
      when ${said} ->> 'withheld' = 'true' then
        jsonb_build_array(case when ${said} ->> 'redacted' = 'true' then :redacted::text else :withheld::text end)
      when ${said} -> 'chosen' <> '[]' then ${said} -> 'chosen'
      else jsonb_build_array(coalesce(nullif(${choice}, ''), :notAnswered::text)) end`,
    bindings: { [`${name}Key`]: of.question.key, ...(of.row && { [`${name}Row`]: of.row.key }) },
  };
}
