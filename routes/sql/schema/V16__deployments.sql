-- What makes a tuned model answer at a provider that asks for more than a finished job. One row a job, written before the
-- request. name: what questions name; null until the provider has named it. source: the model or checkpoint that is
-- deployed. state: requested, sending (the request may have arrived), making, ready, failed. command: how a person does it.
create table if not exists deployments (
    server       text not null,
    job_id       text not null,
    wanted_name  text not null,
    name         text,
    source       text not null,
    request      text not null,
    command      text,
    state        text not null,
    error        text,
    requested_at text not null,
    updated_at   text not null,
    primary key (server, job_id)
);
