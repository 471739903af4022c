update training_jobs
set failed_polls = failed_polls + 1, poll_error = :#${variable.failure},
    failing_since = coalesce(failing_since, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
where id = :#${variable.row[id]}
