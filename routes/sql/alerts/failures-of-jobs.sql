-- Failures of the fine-tuning jobs that are not reported yet; see failures-of-runs.sql.

-- A job that ended without a model. The mail of its outcome reports it.
select 'job-' || job_id || '-' || state as key, 'job' as kind, job_id as about,
       'training-' || job_id || '-' || state as told_by,
       json_object('job', job_id, 'state', state, 'error', error) as facts
from training_jobs job
where job_id is not null
  and (state in ('failed', 'cancelled', 'lost')
       or (state = 'succeeded' and fine_tuned_model is null
           and not exists (select 1 from deployments
                           where deployments.server = job.server and deployments.job_id = job.job_id)))
  and exists (select 1 from job_events where job_events.job_id = job.job_id and event = job.state
                                         and julianday(leads_now()) - julianday(at) < 30
                                         and (state <> 'succeeded' or error is not null or (julianday(leads_now()) - julianday(at)) * 86400000
                                              >= cast(:#${properties:training.smoke-timeout} as integer)))
  and not exists (select 1 from alerts where key = 'job-' || job_id || '-' || state)

-- Consecutive failed polls; reported again when a new series begins.
union all
select 'polls-' || job_id || '-' || strftime('%Y%m%dT%H%M%S', failing_since), 'polls', job_id, null,
       json_object('job', job_id, 'since', failing_since, 'polls', failed_polls, 'error', poll_error)
from training_jobs
where job_id is not null and failed_polls >= cast(:#${properties:training.alert-polls} as integer)
  and not exists (select 1 from alerts
                  where key = 'polls-' || job_id || '-' || strftime('%Y%m%dT%H%M%S', failing_since))

-- A job that takes long, one whose model does not answer, or one that was requested and never seen. Counted from
-- when it was first recorded here, since the clock of a provider may be wrong; not while polls of it fail.
union all
select 'slow-' || coalesce(job_id, submission), 'slow', coalesce(job_id, submission), null,
       json_object('job', job_id, 'state', state, 'asked', updated_at, 'made', created_at, 'model', fine_tuned_model)
from training_jobs job
where ((job_id is not null and state not in ('succeeded', 'failed', 'cancelled', 'refused', 'lost'))
       or (job_id is not null and state = 'succeeded' and fine_tuned_model is not null and accepted_at is null
           and not exists (select 1 from tuned_models where tuned_models.job_id = job.job_id and decision is not null))
       or (job_id is null and state = 'creating'))
  and failed_polls = 0
  and (julianday(leads_now()) - julianday(coalesce((select min(at) from job_events where job_events.submission = job.submission),
                                             created_at))) * 86400000 > cast(:#${properties:training.alert-after} as integer)
  and not exists (select 1 from alerts where key = 'slow-' || coalesce(job_id, submission))

-- A model whose deployment waits for a person: there is no key to request it with, or it was refused, or has failed.
union all
select 'deployment-' || job.job_id || '-' || deployment.state, 'deployment', job.job_id, null,
       json_object('job', job.job_id, 'model', deployment.source, 'name', deployment.wanted_name, 'state', deployment.state,
                   'error', deployment.error, 'command', deployment.command)
from deployments deployment
join training_jobs job on job.server = deployment.server and job.job_id = deployment.job_id
where deployment.state in ('requested', 'failed') and job.accepted_at is null
  and not exists (select 1 from tuned_models
                  where tuned_models.job_id = job.job_id and decision is not null)
  and not exists (select 1 from alerts where key = 'deployment-' || job.job_id || '-' || deployment.state)

-- A model that may not classify, which the mail of the outcome reports; and one whose evaluation waits for money.
union all
select decision || '-' || tuned.job_id, decision, tuned.job_id,
       iif(decision = 'refused', 'training-' || tuned.job_id || '-' || job.state, null),
       json_object('job', tuned.job_id, 'model', tuned.model, 'reason', reason)
from tuned_models tuned
join training_jobs job on job.job_id = tuned.job_id
where decision in ('refused', 'pending') and accepted_at is null
  and julianday(leads_now()) - julianday(decided_at) < 30
  and not exists (select 1 from alerts where key = decision || '-' || tuned.job_id)

-- A batch of a back-fill that gave no answers, while nothing was sent since.
union all
select 'batch-' || batch.batch_id || '-' || batch.state, 'batch', batch.batch_id, null,
       json_object('batch', batch.batch_id, 'model', fill.model, 'state', batch.state, 'error', batch.error)
from backfill_batches batch
join backfills fill on fill.id = batch.backfill_id and fill.state = 'open'
where batch.batch_id is not null and batch.state in ('failed', 'cancelled', 'lost') and batch.closed_at is not null
  and not exists (select 1 from backfill_batches newer where newer.backfill_id = fill.id and newer.id > batch.id)
  and not exists (select 1 from alerts where key = 'batch-' || batch.batch_id || '-' || batch.state)

-- An unknown status.
union all
select 'status-' || job_id, 'status', job_id, null, json_object('job', job_id, 'state', state)
from training_jobs
where job_id is not null
  and state not in ('new', 'uploaded', 'creating', 'validating_files', 'queued', 'running', 'succeeded', 'failed', 'cancelled',
                    'refused', 'lost')
  and not exists (select 1 from alerts where key = 'status-' || job_id)
