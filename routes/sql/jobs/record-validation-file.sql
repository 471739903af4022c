update training_jobs
set validation_file_id = :#${variable.fileId}, updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
where submission = :#${variable.submission}
