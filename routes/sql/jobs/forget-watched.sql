-- A job that was only looked at has its id for a submission; of one that turns out to be made here, that row goes.
delete from training_jobs where job_id = :#job_id and submission = :#job_id
