-- The mark of all that was published, to tell whether something else would be published now; null: not kept then.
alter table response_publication
  add column mark text constraint response_publication_mark_is_sha256 check (mark ~ '^[0-9a-f]{64}$');
