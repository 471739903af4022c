update training_jobs
set training_file_id = :#file_id, state = iif(:#state = 'processing', 'processing', 'uploaded'),
    updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where submission = :#${variable.row[submission]}
