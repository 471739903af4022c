-- Jobs that are not through: not ended yet, or succeeded with a model that has not answered yet.
select *
from training_jobs
where server = :#${variable.global:server}
  and job_id is not null
  and (state not in ('succeeded', 'failed', 'cancelled', 'refused', 'lost')
       or (state = 'succeeded' and fine_tuned_model is not null and accepted_at is null))
order by id
