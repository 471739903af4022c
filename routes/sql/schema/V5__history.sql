-- One row an attempt of a step of a run (search, classify, publish, digest), made before the step begins.
-- state: running, done, failed. One that is still running when a later attempt of the run began has lost its process.
-- result: what came of it, as a JSON object; of a digest the Message-ID.
create table run_steps (
    id          integer primary key,
    run_id      integer not null references runs (id),
    step        text not null,
    attempt     integer not null,
    state       text not null,
    started_at  text not null,
    finished_at text,
    error       text,
    advice      text,
    result      text,
    unique (run_id, step, attempt)
);

-- Whether a digest was due when the run ended, which tells one that was never sent from one that nobody wanted.
alter table runs add column digest_due integer;
-- The tuned model that the provider did not know any more, so that the generic one went on.
alter table runs add column retired_model text;
-- What held the run back though no step failed.
alter table runs add column note text;

-- Polls in a row that failed, since when, and why the last one did; 0 and nothing after one that went well.
alter table training_jobs add column failed_polls integer not null default 0;
alter table training_jobs add column failing_since text;
alter table training_jobs add column poll_error text;

-- What happened to a submission and its job, and when: the states that it went through, and the words accepted, told,
-- polls-fail and polls-answer. Written by the triggers below, in the transaction of the change itself.
create table job_events (
    id         integer primary key,
    submission text not null,
    job_id     text,
    event      text not null,
    detail     text,
    at         text not null
);

create index job_events_by_submission on job_events (submission);
create index job_events_by_job on job_events (job_id);

create trigger training_jobs_made after insert on training_jobs
begin
    insert into job_events (submission, job_id, event, detail, at)
    values (new.submission, new.job_id, new.state, new.error, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
end;

create trigger training_jobs_state after update on training_jobs when new.state is not old.state
begin
    insert into job_events (submission, job_id, event, detail, at)
    values (new.submission, new.job_id, new.state, new.error, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
end;

create trigger training_jobs_accepted after update on training_jobs
when new.accepted_at is not null and old.accepted_at is null
begin
    insert into job_events (submission, job_id, event, detail, at)
    values (new.submission, new.job_id, 'accepted', new.fine_tuned_model, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
end;

create trigger training_jobs_told after update on training_jobs
when new.notified_at is not null and old.notified_at is null
begin
    insert into job_events (submission, job_id, event, at)
    values (new.submission, new.job_id, 'told', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
end;

create trigger training_jobs_polls after update on training_jobs when (new.failed_polls = 0) <> (old.failed_polls = 0)
begin
    insert into job_events (submission, job_id, event, detail, at)
    values (new.submission, new.job_id, iif(new.failed_polls = 0, 'polls-answer', 'polls-fail'), new.poll_error,
            strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
end;
