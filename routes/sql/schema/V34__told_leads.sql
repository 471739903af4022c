-- Leads that were told after the copy was made from which this database was put back. fingerprint: of the facts that were
-- told, null where only the sheet says it. run_id: the run whose digest left it out, null until then.
create table if not exists told_leads (
    lead_key    text primary key,
    fingerprint text,
    run_id      integer
);

-- The greatest number of a mail that deliveries.jsonl was seen with, one row: a file that is gone was there.
create table if not exists mails_seen (
    id     integer primary key check (id = 1),
    number integer not null
);
