-- Leads that were told after the copy was made from which this database was put back. fingerprint: of the facts that were
-- told, null where only the sheet says it. run_id: the run whose digest left it out, null until then.
create table if not exists told_leads (
    lead_key    text primary key,
    fingerprint text,
    run_id      integer
);
