-- Submissions whose process died after it had requested the job: the provider may have created one.
select *
from training_jobs
where server = :#${variable.global:server}
  and state = 'creating'
  and job_id is null
order by id
