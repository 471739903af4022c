-- The processes of leads run on this data folder, the newest last: the one that runs holds the file process.lock. One that
-- has no end and holds no lock has died. Stopped are the routes that somebody stopped in it, by name.
create table if not exists processes (
    id         integer primary key,
    pid        integer not null,
    folder     text not null,
    started_at text not null,
    ended_at   text,
    stopped    text
);
