update training_jobs
set state = 'lost', error = 'the provider does not know this job any more', updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where job_id = :#${variable.row[job_id]}
  and state not in ('succeeded', 'failed', 'cancelled')
