update training_jobs
set state = 'creating', updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where submission = :#${variable.row[submission]}
