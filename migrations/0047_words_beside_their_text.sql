-- For words in a row Postgres has to read the tsvectors themselves: of answers they stand in the row, up to a page, and
-- the text, which is only read when it is shown, outside it. Rows that are there already stay as they are.
alter table answer_text alter column words set storage main;
