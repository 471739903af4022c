-- Open jobs: not ended yet, or succeeded with a model that has not answered, is not named or not decided on yet.
select *
from training_jobs job
where server = :#${variable.global:server}
  and job_id is not null
  and (state not in ('succeeded', 'failed', 'cancelled', 'refused', 'lost')
       or (state = 'succeeded' and accepted_at is null
           and not exists (select 1 from tuned_models
                           where tuned_models.server = job.server and tuned_models.model = job.fine_tuned_model
                             and decision in ('refused', 'candidate'))
           and (fine_tuned_model is not null
                or exists (select 1 from deployments
                           where deployments.server = job.server and deployments.job_id = job.job_id
                             and deployments.state <> 'failed')
                or exists (select 1 from job_events
                           where job_events.job_id = job.job_id and event = 'succeeded' and job.error is null
                             and (julianday(leads_now()) - julianday(at)) * 86400000
                                 < cast(:#${properties:training.smoke-timeout} as integer)))))
order by id
