-- Former leads that were found sold, and the run that tells so; once for ever.
create table if not exists sold_leads (
    property_key text primary key,
    run_id       integer not null,
    day          text not null
);
