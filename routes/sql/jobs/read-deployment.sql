select * from deployments where server = :#${variable.global:server} and job_id = :#${variable.row[job_id]}
