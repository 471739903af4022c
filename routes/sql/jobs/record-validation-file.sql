update training_jobs
set validation_file_id = :#file_id, state = iif(:#state = 'processing', 'processing', state),
    updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where submission = :#${variable.row[submission]}
