-- A label that came with the table is a verdict too, before the first other one of its property. One without a time is
-- younger than what an import tells of the past, and older than what is said now.
drop trigger if exists verdicts_first;
create trigger verdicts_first before insert on verdicts
when new.source <> 'table' and not exists (select 1 from verdicts where property_key = new.property_key)
begin
    insert into verdicts (property_key, source, verdict, note, model_label, model, confidence, at)
    select property_key, 'table', classification, owner_note, model_label, model, confidence,
           iif(new.source = 'import', coalesce(classified_at, strftime('%Y-%m-%dT%H:%M:%SZ', new.at, '+1 second')),
               min(coalesce(classified_at, new.at), new.at))
    from property_scans
    where property_key = new.property_key and coalesce(label_source, 'human') = 'human' and classification is not null
    order by classified_at desc
    limit 1;
end;

-- A verdict counts the moment it is recorded: what it changes belongs to the same statement, so that no process can die in
-- between. One that is withdrawn gives way to what another source said, else to the model's label.
drop trigger if exists verdicts_count;
create trigger verdicts_count after insert on verdicts when new.source <> 'table'
begin
    update property_scans
    set owner_note = coalesce(new.note, owner_note)
    where property_key = new.property_key;
    update property_scans
    set classification = coalesce((select verdict from standing_verdicts standing where standing.property_key = new.property_key),
                                  model_label),
        label_source = iif(exists (select 1 from standing_verdicts standing where standing.property_key = new.property_key),
                           'human', iif(model_label is null, null, 'model')),
        label_origin = null,
        classified_at = new.at,
        judged_facts = null
    where property_key = new.property_key;
    insert into feedback_cells (source, property_key, verdict, note, at)
    select new.source, new.property_key, coalesce(new.said, ''), coalesce(new.note, ''), new.at
    where new.said is not null
    on conflict (source, property_key) do update
    set verdict = excluded.verdict, note = excluded.note, gone = 0, at = excluded.at;
end;

-- Properties that the owner is asked to judge though they are no leads. why: rejected (drawn at random from those that the
-- model rejects) or uncertain (of which it was least sure). day: when it was drawn; rejected_then: from how many.
create table if not exists judge_samples (
    property_key  text primary key,
    day           text not null,
    why           text not null,
    rejected_then integer not null
);

-- Where a property was written in the spreadsheet: the number of the tab and the row, counted from 1.
create table if not exists sheet_places (
    kind         text not null,
    property_key text not null,
    tab          integer not null,
    row          integer not null,
    primary key (kind, property_key)
);
