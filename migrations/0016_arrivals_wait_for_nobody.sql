-- When a submit that could not be stored arrived is written while somebody else may hold the response's lock, which a
-- foreign key would wait for. As nil_arrival.
alter table submit_arrival drop constraint submit_arrival_response_fk;
