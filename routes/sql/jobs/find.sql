-- The submission or job of this file and model: an unfinished submission before a job, the newest job before others.
-- A new job requested with --again ignores jobs, never an unfinished submission.
select *
from training_jobs
where server = :#${variable.global:server}
  and model = :#${variable.model}
  and training_sha256 = :#${variable.dataset[training_sha256]}
  and state not in ('failed', 'cancelled', 'refused', 'lost')
  and (job_id is null or :#${variable.again} = 0)
order by job_id is null desc, id desc
limit 1
