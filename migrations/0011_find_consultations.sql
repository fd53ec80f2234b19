-- The front page stays quick with thousands of consultations: words are looked up, what is announced is few.
create index consultation_by_words on consultation using gin (to_tsvector('english', title || ' ' || summary));
create index consultation_announced on consultation (announced_at) where published_at is null;
