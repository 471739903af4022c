-- Whether it is time to train again. A training counts from when it was requested, once its model was decided on; what
-- was said before, and a retirement that was near then already, are no reason for another.
with trained as (
    select max(coalesce((select min(at) from job_events where job_events.submission = job.submission), created_at)) as at
    from training_jobs job
    where server = :#${variable.global:server}
      and (accepted_at is not null
           or exists (select 1 from tuned_models where tuned_models.job_id = job.job_id and decision in ('refused', 'candidate')))
),
said as (
    select at, verdict = model_label as agreed
    from standing_verdicts
    where model_label is not null and verdict in (:#in:${properties:classify.labels})
    order by at desc, id desc
),
facts as (
    select (select count(*) from standing_verdicts
            where verdict in (:#in:${properties:classify.labels})
              and source <> 'table' and julianday(at) > coalesce((select julianday(at) from trained), 0)) as new_verdicts,
           (select count(*) from said where julianday(leads_now()) - julianday(at) < 7) as week_verdicts,
           (select coalesce(sum(agreed), 0) from said where julianday(leads_now()) - julianday(at) < 7) as week_agreed,
           (select count(*) from (select * from said limit 30)) as last_verdicts,
           (select coalesce(sum(agreed), 0) from (select * from said limit 30)) as last_agreed,
           (select count(*) from said
            where julianday(at) > coalesce((select julianday(at) from trained), 0)) as answered_verdicts,
           (select at from trained) as trained_at,
           (select shutdown_date from tuned_models
            where server = :#${variable.global:server} and model = :#${variable.current}) as retires,
           (select count(*) from training_jobs
            where server = :#${variable.global:server}
              and state not in ('succeeded', 'failed', 'cancelled', 'refused', 'lost')) as open_jobs
),
reasons as (
    select *,
           new_verdicts >= cast(:#${properties:training.retrain-after} as integer) as due_by_verdicts,
           answered_verdicts >= 30 and last_agreed < 30 * cast(:#${properties:training.retrain-agreement} as real) as due_by_agreement,
           coalesce(julianday(retires) - julianday(leads_now()) < 30
                    and coalesce(julianday(trained_at), 0) < julianday(retires) - 30, 0) as due_by_retirement
    from facts
)
select *, open_jobs = 0 and due_by_verdicts + due_by_agreement + due_by_retirement > 0 as due
from reasons
