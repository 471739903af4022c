select * from training_jobs where job_id = :#${variable.row[job_id]}
