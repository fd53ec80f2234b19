-- What was asked about an answer and replied is searched as it stands; without this each search would read all of it anew.
create index clarification_entry_by_word on clarification_entry using gin (to_tsvector('english', text));
