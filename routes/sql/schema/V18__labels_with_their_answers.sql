-- A model's answer and the label that follows from it, recorded by one statement, and so both or neither. The label
-- belongs to the text that was sent to the model; a text that changed in the meantime stays pending. A label that a
-- person has set in the meantime is kept, beside what the model said. scan: the row of property_scans; fingerprint: that of the text that was sent.
drop view if exists labelled_answers;
create view labelled_answers as
select run_id, property_key, model, answer, label, confidence, at, null as scan, null as fingerprint from answers;

create trigger labelled_answers_recorded instead of insert on labelled_answers
begin
    insert into answers (run_id, property_key, model, answer, label, confidence, at)
    values (new.run_id, new.property_key, new.model, new.answer, new.label, new.confidence, new.at)
    on conflict (run_id, property_key) do update
    set model = excluded.model, answer = excluded.answer, label = excluded.label, confidence = excluded.confidence,
        at = excluded.at;
    update property_scans
    set model_label = new.label, model = new.model, confidence = new.confidence
    where rowid = new.scan and label_source = 'human';
    update property_scans
    set classification = new.label, label_source = 'model', label_origin = null, model_label = new.label,
        model = new.model, confidence = new.confidence, classified_at = strftime('%Y-%m-%dT%H:%M:%SZ', new.at),
        classified_fingerprint = new.fingerprint
    where rowid = new.scan and (classification is null or label_source = 'model');
end;
