update training_jobs
set fine_tuned_model = (select name from deployments
                        where deployments.server = training_jobs.server and deployments.job_id = training_jobs.job_id)
where server = :#${variable.global:server} and job_id = :#${variable.row[job_id]}
