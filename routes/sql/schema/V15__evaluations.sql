-- What a model answered to a held-out example, the line of the file by its SHA-256. One row a model and line, written
-- before the model is asked; label stays empty until it has answered, so that nothing is paid for twice. Answers that are
-- none of the labels, also after a correction, are "unclear". latency_ms: until the last answer, waiting included. shown: which
-- labelled properties stood before the question, as a fingerprint of all its turns; empty: none.
create table if not exists evaluation_answers (
    server        text not null,
    model         text not null,
    line_sha256   text not null,
    expected      text not null,
    asked_at      text not null,
    answer        text,
    label         text,
    confidence    real,
    input_tokens  integer not null default 0,
    output_tokens integer not null default 0,
    usd           real,
    latency_ms    integer,
    answered_at   text,
    shown         text not null default '',
    primary key (server, model, line_sha256)
);

-- How well a model did on the held-out examples of one file, or a training on the folds of one. kind: held-out, folds.
-- report: figures and intervals, a JSON object.
create table if not exists evaluations (
    id             integer primary key,
    server         text not null,
    model          text not null,
    kind           text not null,
    dataset_sha256 text not null,
    examples       integer not null,
    report         text not null,
    at             text not null,
    unique (server, model, kind, dataset_sha256)
);

-- Whether a tuned model may classify. decision: promoted, refused, candidate (a person decides), pending (its evaluation
-- waits for money). measured: 0 when the held-out examples were too few to say. dataset_sha256: the held-out examples
-- that it was judged by. shutdown_date: when its provider retires it.
create table if not exists tuned_models (
    server         text not null,
    model          text not null,
    job_id         text,
    decision       text,
    measured       integer,
    reason         text,
    compared_with  text,
    dataset_sha256 text,
    decided_at     text,
    shutdown_date  text,
    primary key (server, model)
);

-- Every change of the model that classifies; no from_model or to_model stands for the generic one. done_at: when the
-- model-id file said so.
create table if not exists model_changes (
    id         integer primary key,
    server     text not null,
    at         text not null,
    who        text not null,
    from_model text,
    to_model   text,
    why        text not null,
    done_at    text
);

-- The training files that jobs were made of.
create table if not exists training_datasets (
    sha256   text primary key,
    examples integer not null,
    at       text not null
);
