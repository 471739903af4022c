-- Times in which the owner wants no daily run made by itself; until_at is null while one lasts. One lasts at a time.
create table if not exists pauses (
    id       integer primary key,
    from_at  text not null,
    until_at text,
    reason   text
);

create unique index if not exists pauses_open on pauses (until_at is null) where until_at is null;
