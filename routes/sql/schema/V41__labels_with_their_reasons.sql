-- As V18, and the reason that the model gave, which belongs to its label.
drop view if exists labelled_answers;
create view labelled_answers as
select run_id, property_key, model, answer, label, confidence, reason, at, null as scan, null as fingerprint from answers;

create trigger labelled_answers_recorded instead of insert on labelled_answers
begin
    insert into answers (run_id, property_key, model, answer, label, confidence, reason, at)
    values (new.run_id, new.property_key, new.model, new.answer, new.label, new.confidence, new.reason, new.at)
    on conflict (run_id, property_key) do update
    set model = excluded.model, answer = excluded.answer, label = excluded.label, confidence = excluded.confidence,
        reason = excluded.reason, at = excluded.at;
    update property_scans
    set model_label = new.label, model = new.model, confidence = new.confidence, reason = new.reason
    where rowid = new.scan and label_source = 'human';
    update property_scans
    set classification = new.label, label_source = 'model', label_origin = null, model_label = new.label,
        model = new.model, confidence = new.confidence, reason = new.reason,
        classified_at = strftime('%Y-%m-%dT%H:%M:%SZ', new.at), classified_fingerprint = new.fingerprint
    where rowid = new.scan and (classification is null or label_source = 'model');
end;
