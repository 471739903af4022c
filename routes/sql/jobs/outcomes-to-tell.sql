-- Jobs that ended, for better or worse, and of which nobody was told.
select *
from training_jobs
where job_id is not null
  and notified_at is null
  and (accepted_at is not null
       or state in ('failed', 'cancelled', 'lost')
       or (state = 'succeeded' and fine_tuned_model is null))
order by id
