update training_jobs
set job_id = :#job_id,
    state = :#state,
    created_at = coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', :#created_at, 'unixepoch'), created_at),
    updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
where submission = :#${variable.submission}
