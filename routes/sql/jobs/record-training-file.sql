update training_jobs
set training_file_id = :#${variable.fileId}, state = 'uploaded', updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where submission = :#${variable.submission}
