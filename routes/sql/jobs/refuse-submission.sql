update training_jobs
set state = 'refused', error = :#${variable.failure}, updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where submission = :#${variable.row[submission]} and job_id is null
