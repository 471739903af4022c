update training_jobs
set failed_polls = 0, poll_error = null, failing_since = null, updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = :#${variable.row[id]} and failed_polls > 0
