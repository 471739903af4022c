-- A job found after a lost answer may have ended in the meantime, so the provider's whole document counts.
update training_jobs
set job_id = :#job_id,
    state = :#state,
    fine_tuned_model = :#fine_tuned_model,
    trained_tokens = :#trained_tokens,
    error = :#error,
    created_at = coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', :#created_at, 'unixepoch'), created_at),
    updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()),
    finished_at = strftime('%Y-%m-%dT%H:%M:%SZ', :#finished_at, 'unixepoch')
where submission = :#${variable.row[submission]}
