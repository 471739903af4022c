-- Submissions whose process died after it had asked for the job: the provider may have made one.
select *
from training_jobs
where server = :#${variable.global:server}
  and state = 'creating'
  and job_id is null
order by id
