select *
from training_jobs
where server = :#${variable.global:server}
  and model = :#${variable.model}
  and training_sha256 = :#${variable.dataset[training_sha256]}
  and job_id is not null
  and state not in ('succeeded', 'failed', 'cancelled', 'refused', 'lost')
order by id
