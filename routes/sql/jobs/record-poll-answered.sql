update training_jobs
set failed_polls = 0, poll_error = null, failing_since = null
where id = :#${variable.row[id]} and failed_polls > 0
