update training_jobs
set accepted_at = coalesce(accepted_at, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
where job_id = :#${variable.row[job_id]}
