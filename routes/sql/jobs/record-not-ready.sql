-- The provider made no job, since it is not through with the files; they are waited for, and the job is asked for again.
update training_jobs
set state = 'processing', updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where submission = :#${variable.row[submission]} and job_id is null
