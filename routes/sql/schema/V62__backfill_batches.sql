-- The batches of a back-fill at the provider. size: most questions. state: new, uploaded, creating; then what the provider says
-- (validating, in_progress, finalizing, completed, failed, expired, cancelling, cancelled, or a word not known yet); refused: it
-- would not make it; lost: it does not know it any more. closed_at: when its answers were stored, or it was found to have none.
create table if not exists backfill_batches (
    id             integer primary key,
    submission     text not null unique,
    backfill_id    integer not null references backfills (id) on delete cascade,
    size           integer not null,
    state          text not null,
    file_id        text,
    batch_id       text unique,
    output_file_id text,
    error_file_id  text,
    completed      integer,
    failed         integer,
    error          text,
    created_at     text not null,
    updated_at     text not null,
    closed_at      text
);

create index if not exists backfill_batches_open on backfill_batches (backfill_id) where closed_at is null;

-- A new batch takes the first due questions, with the fingerprints of the texts that will be sent.
drop trigger if exists backfill_batches_questions;
create trigger backfill_batches_questions after insert on backfill_batches
begin
    update backfill_answers
    set state = 'asked', batch_id = new.id,
        fingerprint = (select scans.fingerprint from property_scans scans where scans.rowid = backfill_answers.scan)
    where id in (select due.id from backfill_answers due
                 where due.backfill_id = new.backfill_id and due.state = 'due'
                   and exists (select 1 from property_scans scans where scans.rowid = due.scan)
                 order by due.id limit new.size);
end;

-- What a batch has not answered is due again, three times at most; what the provider did not begin does not count.
drop trigger if exists backfill_batches_closed;
create trigger backfill_batches_closed after update of closed_at on backfill_batches
when new.closed_at is not null and old.closed_at is null
begin
    update backfill_answers
    set tries = iif(new.state in ('refused', 'failed', 'cancelled'), tries, tries + 1),
        state = iif(tries + 1 < 3 or new.state in ('refused', 'failed', 'cancelled'), 'due', 'failed'),
        error = coalesce(new.error, 'no answer in a batch that is ' || new.state)
    where batch_id = new.id and state = 'asked';
end;

-- An answer of a batch and what it cost, both or neither, however often its file is read.
drop trigger if exists backfill_answers_spend;
create trigger backfill_answers_spend after update of state on backfill_answers
when old.state = 'asked' and new.input_tokens is not null and new.at is not old.at
begin
    insert into spend (at, day, run_id, server, model, purpose, input_tokens, cached_tokens, output_tokens, usd)
    select new.at, date(new.at), null, server, model, 'backfill', new.input_tokens, new.cached_tokens, new.output_tokens, new.usd
    from backfills where id = new.backfill_id;
end;
