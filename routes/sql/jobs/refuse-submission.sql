update training_jobs
set state = 'refused', error = :#${variable.error}, updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where submission = :#${variable.submission} and job_id is null
