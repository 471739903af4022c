-- A job that was only looked at has its own id as submission; when it turns out to be made here, that row is deleted.
delete from training_jobs where job_id = :#job_id and submission = :#job_id
