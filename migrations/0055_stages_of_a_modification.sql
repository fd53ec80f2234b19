-- What is consulted on one modification, stage after stage.
create index consultation_of_modification on consultation (modification) where modification is not null;
