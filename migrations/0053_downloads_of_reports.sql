-- What somebody took away last is asked of fifty reports at once.
create index audit_entry_of_download on audit_entry (person_id, consultation_id, id) where action = 'report.downloaded';
