-- The provider created no job, since it is still processing the files; the job is requested again when they are ready.
update training_jobs
set state = 'processing', updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where submission = :#${variable.row[submission]} and job_id is null
