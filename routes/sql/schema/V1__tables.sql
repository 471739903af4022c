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

-- One row a request that may have cost something.
create table spend (
    id            integer primary key,
    at            text not null,
    server        text not null,
    model         text not null,
    purpose       text not null,
    input_tokens  integer not null,
    cached_tokens integer not null,
    output_tokens integer not null,
    usd           real
);

create index spend_by_time on spend (at);
