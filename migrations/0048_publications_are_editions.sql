-- What is published is an edition too: told, frozen, made into files and kept as what the Panel reads is. The publication
-- says who decided on it, when, and why there is another; its edition, of the same id, what everybody reads.
alter table report_edition
  drop constraint report_edition_version_known,
  add constraint report_edition_version_known check (version in ('all', 'confidential', 'public')),
  drop constraint report_edition_numbered,
  -- what is public is numbered by its publication
  add constraint report_edition_numbered check (
    case version when 'public' then major >= 1 and minor = 0 else major in (0, 1) and minor >= 0 end);

insert into told_response (digest, told)
select distinct on (digest) encode(sha256(convert_to(told::text, 'UTF8')), 'hex') as digest, told
from published_response order by digest
on conflict do nothing;

-- What was published before figures were kept with it has none: it is counted when it is read.
insert into report_edition
  (id, consultation_id, version, major, minor, frozen_at, frame, changes, digest, consents)
select f.id, f.consultation_id, 'public', f.number, 0, f.published_at, f.frame, '[]',
  encode(sha256(convert_to(f.frame::text || coalesce((
    select string_agg(encode(sha256(convert_to(r.told::text, 'UTF8')), 'hex'), '' order by r.position)
    from published_response r where r.publication_id = f.id), ''), 'UTF8')), 'hex'),
  '{}'
from (
  select n.id, n.consultation_id, n.number, n.published_at, (jsonb_build_object(
      'consultation', jsonb_build_object('id', c.id, 'reference', c.reference, 'title', n.frame -> 'title', 'kind', c.kind,
        'issuedBy', n.frame -> 'issuedBy', 'modification', c.modification, 'audience', c.audience,
        'opensAt', to_char(c.opens_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'closesAt', to_char(c.closes_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
      'version', 'public',
      'closedAt', to_char(k.last_closes_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'added', '[]'::jsonb, 'clarified', '[]'::jsonb, 'comments', '{}'::jsonb, 'lineComments', '{}'::jsonb,
      'points', '[]'::jsonb, 'late', '[]'::jsonb, 'roots', '[]'::jsonb)
    || (n.frame - 'title' - 'issuedBy'))::json as frame
  from response_publication n join consultation c on c.id = n.consultation_id
  join closure k on k.consultation_id = n.consultation_id
) f;

insert into report_edition_response (edition_id, position, submission_id, digest)
select publication_id, position, (told ->> 'id')::uuid, encode(sha256(convert_to(told::text, 'UTF8')), 'hex')
from published_response;

-- Its files have never been made: they are now.
insert into report_making (edition_id) select id from response_publication;

set constraints all immediate;
alter table response_publication
  drop column frame,
  add constraint response_publication_edition_fk foreign key (id) references report_edition on delete restrict;
drop table published_response, published_file;
