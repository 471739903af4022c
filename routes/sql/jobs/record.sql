-- The provider's state of a job, also of one that another program created.
insert into training_jobs (submission, server, model, job_id, state, fine_tuned_model, training_file_id, trained_tokens,
                           error, created_at, updated_at, finished_at)
values (:#job_id, :#${variable.global:server}, :#model, :#job_id, :#state, :#fine_tuned_model, :#training_file_id,
        :#trained_tokens, :#error,
        coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', :#created_at, 'unixepoch'), strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())),
        strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()),
        strftime('%Y-%m-%dT%H:%M:%SZ', :#finished_at, 'unixepoch'))
on conflict (job_id) do update
set state = excluded.state,
    fine_tuned_model = iif(exists (select 1 from deployments
                                   where deployments.server = excluded.server and deployments.job_id = excluded.job_id),
                           fine_tuned_model, excluded.fine_tuned_model),
    trained_tokens = excluded.trained_tokens,
    error = excluded.error,
    updated_at = excluded.updated_at,
    finished_at = excluded.finished_at
