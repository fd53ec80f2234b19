-- What of a frozen response is counted and chosen by, without its texts, so that very many are read in no time: its
-- kind, what it counts as, its Parties by category, its themes, what it chose, and whether it wrote anything. Worked
-- out from what is told, and from nothing else, so it tells no more.
create function facts_of_told(told jsonb) returns jsonb language sql immutable parallel safe as $$
  select jsonb_build_object(
    'kind', told -> 'kind',
    'by', told -> 'countedAs',
    'total', jsonb_array_length(told -> 'parties'),
    'parties', coalesce((
      select jsonb_object_agg(category, parties) from (
        select p ->> 'category' as category, count(*) as parties from jsonb_array_elements(told -> 'parties') p group by 1) x), '{}'),
    'themes', coalesce(told -> 'themes', '{}'),
    'written', exists (
      select from jsonb_each(told -> 'answers') a where a.value -> 'value' ->> 'text' <> ''
        or a.value -> 'value' ->> 'rationale' <> '' or a.value -> 'value' -> 'rows' <> '[]'),
    'said', coalesce((
      select jsonb_object_agg(a.key, case when a.value ->> 'withheld' = 'true' then a.value - 'placeholder'
        when jsonb_typeof(a.value -> 'value') = 'object' then (a.value -> 'value') - '{text,rationale,rows}'::text[] else '{}' end)
      from jsonb_each(told -> 'answers') a), '{}'))
$$;

alter table told_response add column facts jsonb not null generated always as (facts_of_told(told)) stored;
