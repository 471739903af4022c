-- What happened to a submission has the time of its row, which is the application's clock; a row that another program
-- writes without one has the system's.
drop trigger training_jobs_made;
drop trigger training_jobs_state;
drop trigger training_jobs_accepted;
drop trigger training_jobs_told;
drop trigger training_jobs_polls;

create trigger training_jobs_made after insert on training_jobs
begin
    insert into job_events (submission, job_id, event, detail, at)
    values (new.submission, new.job_id, new.state, new.error,
            coalesce(new.updated_at, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')));
end;

create trigger training_jobs_state after update on training_jobs when new.state is not old.state
begin
    insert into job_events (submission, job_id, event, detail, at)
    values (new.submission, new.job_id, new.state, new.error,
            coalesce(new.updated_at, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')));
end;

create trigger training_jobs_accepted after update on training_jobs
when new.accepted_at is not null and old.accepted_at is null
begin
    insert into job_events (submission, job_id, event, detail, at)
    values (new.submission, new.job_id, 'accepted', new.fine_tuned_model, new.accepted_at);
end;

create trigger training_jobs_told after update on training_jobs
when new.notified_at is not null and old.notified_at is null
begin
    insert into job_events (submission, job_id, event, at) values (new.submission, new.job_id, 'told', new.notified_at);
end;

create trigger training_jobs_polls after update on training_jobs when (new.failed_polls = 0) <> (old.failed_polls = 0)
begin
    insert into job_events (submission, job_id, event, detail, at)
    values (new.submission, new.job_id, iif(new.failed_polls = 0, 'polls-answer', 'polls-fail'), new.poll_error,
            coalesce(new.failing_since, new.updated_at, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')));
end;
