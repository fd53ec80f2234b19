-- Whether an answer says something in words: what is in no point yet is looked for among all of them, and reading every
-- text for that took most of the time.
alter table submission_answer add column in_words boolean not null generated always as (
  btrim(coalesce(value ->> 'text', '')) <> '' or btrim(coalesce(value ->> 'rationale', '')) <> ''
  or coalesce(jsonb_typeof(value -> 'rows') = 'array' and value -> 'rows' <> '[]', false)
) stored;
