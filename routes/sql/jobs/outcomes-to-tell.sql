-- Ended jobs whose outcome is not reported. One that has just succeeded may still get the name of its model.
select job.*, tuned.decision, tuned.measured, tuned.reason
from training_jobs job
left join tuned_models tuned on tuned.server = job.server and tuned.model = job.fine_tuned_model
where job.job_id is not null
  and notified_at is null
  and (accepted_at is not null or decision in ('refused', 'candidate')
       or state in ('failed', 'cancelled', 'lost')
       or (state = 'succeeded' and fine_tuned_model is null
           and not exists (select 1 from job_events
                           where job_events.job_id = job.job_id and event = 'succeeded' and job.error is null
                             and (julianday(leads_now()) - julianday(at)) * 86400000
                                 < cast(:#${properties:training.smoke-timeout} as integer))))
order by job.id
