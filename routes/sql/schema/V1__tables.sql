-- One row a property. A table that came with fewer columns is kept and gets the others in V2.
create table if not exists property_scans (
    id                integer primary key,
    address           text,
    snippet           text,
    classification    text
);

-- One row a fine-tuning job that this application made, is about to make, or was asked to watch.
-- state: new, uploaded, creating; then what the provider says (validating_files, queued, running, succeeded, failed,
-- cancelled, or a word not known yet); refused: the provider would not make it; lost: it does not know the job any more.
create table training_jobs (
    id                 integer primary key,
    submission         text not null unique,
    server             text not null,
    model              text not null,
    suffix             text,
    training_sha256    text,
    validation_sha256  text,
    training_file_id   text,
    validation_file_id text,
    job_id             text unique,
    state              text not null,
    fine_tuned_model   text,
    trained_tokens     integer,
    error              text,
    created_at         text not null,
    updated_at         text not null,
    finished_at        text,
    accepted_at        text,
    notified_at        text
);

create index training_jobs_by_file on training_jobs (training_sha256, model, server);

-- One row a daily run; what it did in detail is in the tables below.
-- run_key: the date of a scheduled run, so that a date has one; anything else for a run that was asked for.
-- state: running, succeeded, partial (a step failed, the others went on), failed.
create table runs (
    id           integer primary key,
    run_key      text not null unique,
    run_date     text not null,
    kind         text not null,
    state        text not null,
    step         text,
    location     text not null,
    model        text,
    model_reason text,
    error        text,
    started_at   text not null,
    finished_at  text
);

-- The raw answers of the search service, kept so that a run that is taken up again asks for none of them twice.
create table searches (
    run_id integer not null references runs (id),
    query  text not null,
    start  integer not null,
    answer text not null,
    at     text not null,
    primary key (run_id, query, start)
);

-- What each search result turned out to be: a property, or a reason why it is none.
create table sightings (
    run_id       integer not null references runs (id),
    query        text not null,
    start        integer not null,
    position     integer not null,
    property_key text,
    left_out     text,
    title        text,
    primary key (run_id, query, start, position)
);

-- What a model answered, and what that was taken for.
create table answers (
    run_id       integer not null references runs (id),
    property_key text not null,
    model        text not null,
    answer       text,
    label        text not null,
    confidence   real,
    at           text not null,
    primary key (run_id, property_key)
);

-- What has been handed over: kind "sheet" with ref the property, kind "mail" with ref the run. version: what was.
create table deliveries (
    kind    text not null,
    ref     text not null,
    version text not null,
    at      text not null,
    primary key (kind, ref)
);

-- One row a request that may have cost something. day: the date whose budget it counts against.
create table spend (
    id            integer primary key,
    at            text not null,
    day           text not null,
    run_id        integer,
    server        text not null,
    model         text not null,
    purpose       text not null,
    input_tokens  integer not null,
    cached_tokens integer not null,
    output_tokens integer not null,
    usd           real
);

create index spend_by_day on spend (day);
