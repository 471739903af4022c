select job_id from training_jobs where job_id is not null and server = :#${variable.global:server} order by id desc limit 1
