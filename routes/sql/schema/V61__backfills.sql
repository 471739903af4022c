-- History that is classified again with another model. state: priced, nothing was asked yet; open, one at a time; done; dropped.
-- since: the first day on which what is asked about was seen, null for all; judged: 1 when also what a person has judged.
create table if not exists backfills (
    id          integer primary key,
    backfill    text not null unique,
    server      text not null,
    model       text not null,
    since       text,
    judged      integer not null,
    state       text not null,
    created_at  text not null,
    finished_at text
);

create unique index if not exists backfills_open on backfills (state) where state = 'open';

-- One row a property of a back-fill: its question and the answer. scan: the row of property_scans; fingerprint: that of the
-- text that was sent. state: due; asked, in a batch; answered; failed, after three tries or without a property. tries:
-- answers that were none. label_before: what the property was taken for when the back-fill was made.
create table if not exists backfill_answers (
    id            integer primary key,
    backfill_id   integer not null references backfills (id) on delete cascade,
    scan          integer not null,
    property_key  text,
    label_before  text,
    fingerprint   text,
    state         text not null default 'due',
    batch_id      integer,
    tries         integer not null default 0,
    wrong_answer  text,
    answer        text,
    label         text,
    confidence    real,
    reason        text,
    error         text,
    input_tokens  integer,
    cached_tokens integer,
    output_tokens integer,
    usd           real,
    at            text
);

create index if not exists backfill_answers_by_state on backfill_answers (backfill_id, state, id);
create index if not exists backfill_answers_by_batch on backfill_answers (batch_id) where batch_id is not null;

-- What can be asked about again: each property once, in the row that searches keep up to date.
drop view if exists backfill_listings;
create view backfill_listings as
select scans.rowid as scan, scans.property_key, scans.classification, scans.fingerprint,
       coalesce(scans.last_seen, scans.first_seen) as day,
       scans.classification is not null and coalesce(scans.label_source, 'human') = 'human' as judged
from property_scans scans
where trim(coalesce(scans.address, '')) <> '' and trim(coalesce(scans.snippet, '')) <> ''
  and (scans.property_key is null
       or scans.rowid = (select same.rowid from property_scans same where same.property_key = scans.property_key
                         order by same.fingerprint is not null desc, same.rowid desc limit 1));

drop trigger if exists backfills_questions;
create trigger backfills_questions after insert on backfills
begin
    insert into backfill_answers (backfill_id, scan, property_key, label_before, fingerprint)
    select new.id, scan, property_key, classification, fingerprint
    from backfill_listings
    where (new.judged = 1 or judged = 0) and (new.since is null or day >= new.since)
    order by scan;
end;

-- The answer and the label that follows from it, both or neither. The newest answer of a model is the label of its property;
-- what a person has judged, and a text that changed since it was sent, keep theirs. The empty fingerprint marks a row that
-- no search has found, so that its label is known to be this model's.
drop trigger if exists backfill_answers_label;
create trigger backfill_answers_label after update of state on backfill_answers
when new.state = 'answered' and old.state <> 'answered'
begin
    update property_scans
    set classification = new.label, label_source = 'model', label_origin = null, model_label = new.label,
        model = (select model from backfills where id = new.backfill_id), confidence = new.confidence, reason = new.reason,
        classified_at = strftime('%Y-%m-%dT%H:%M:%SZ', new.at), classified_fingerprint = coalesce(new.fingerprint, '')
    where rowid = new.scan and fingerprint is new.fingerprint and (classification is null or label_source = 'model');
end;
