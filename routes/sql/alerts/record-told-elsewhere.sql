-- Alerts that a digest, or the mail of a training's outcome, has reported in the meantime.
update alerts
set mailed_at = leads_now()
where mailed_at is null
  and (exists (select 1 from deliveries
               where kind = 'mail' and 'leads-' || ref = alerts.told_by and version <> 'nothing')
       or exists (select 1 from training_jobs
                  where notified_at is not null and 'training-' || job_id || '-' || state = alerts.told_by))
