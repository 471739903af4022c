-- Unless there is one to resume, by the rules of find.sql.
insert into training_jobs (submission, server, model, suffix, training_sha256, validation_sha256, state, created_at, updated_at)
select :#${uuid(random)}, :#${variable.global:server}, :#${variable.model}, :#${variable.suffix},
       :#${variable.dataset[training_sha256]}, :#${variable.dataset[validation_sha256]}, 'new',
       strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()), strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where not exists (
    select 1
    from training_jobs
    where server = :#${variable.global:server}
      and model = :#${variable.model}
      and training_sha256 = :#${variable.dataset[training_sha256]}
      and state not in ('failed', 'cancelled', 'refused', 'lost')
      and (job_id is null or :#${variable.again} = 0))
