-- What the owner said of a property, each time. source: where it was said: sheet:TAB, file, terminal, or table (a label
-- that came with property_scans). verdict: a label, or nothing when what that source said before was withdrawn. said: the
-- owner's own word.
-- model_label, model, confidence: what a model had said by then, so that both can be compared for ever.
create table if not exists verdicts (
    id           integer primary key,
    property_key text not null,
    source       text not null,
    verdict      text,
    said         text,
    note         text,
    model_label  text,
    model        text,
    confidence   real,
    at           text not null
);
create index if not exists verdicts_by_key on verdicts (property_key);

-- The verdict that stands: the newest of those that are the last word of their source and not withdrawn.
create view if not exists standing_verdicts as
select *
from (select *, row_number() over (partition by property_key order by at desc, id desc) as nth
      from verdicts said
      where verdict is not null
        and not exists (select 1 from verdicts later
                        where later.property_key = said.property_key and later.source = said.source
                          and later.id > said.id))
where nth = 1;

-- The owner's cells as they were read last, by their source: one counts as a verdict only when it differs from that. gone: 1
-- while the property has no row there; a row that is written for it again is blank, and that withdraws nothing.
create table if not exists feedback_cells (
    source       text not null,
    property_key text not null,
    verdict      text not null,
    note         text not null,
    gone         integer not null default 0,
    at           text not null,
    primary key (source, property_key)
);

-- property_scans.classification is the label that counts: the owner's verdict where there is one, else the model's, which
-- is in model_label in any case. label_origin: import for a label of a model of another system, on which can be trained.
-- owner_note: what the owner wrote beside the verdict; it is shown and never sent. judged_facts: snippet, price, lot_size
-- and year_built as they were when the owner judged, as a JSON object, once the listing has changed since.
update property_scans set model_label = classification where label_source = 'model' and model_label is null;
