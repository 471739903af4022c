update training_jobs
set validation_file_id = :#${variable.fileId}, updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where submission = :#${variable.submission}
