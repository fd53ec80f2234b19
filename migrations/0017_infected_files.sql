-- Looked for every few seconds: files in which a virus has been found that something still holds.
create index file_infected on file (id) where scan = 'infected';
