-- What is wrong with the fine-tuning jobs and was not told yet; see failures-of-runs.sql.

-- A job that ended without a model. The mail of its outcome tells the same.
select 'job-' || job_id || '-' || state as key, 'job' as kind, job_id as about,
       iif(state = 'succeeded', 'the training ' || job_id || ' has succeeded and its provider names no usable model',
           'the training ' || job_id || iif(state = 'cancelled', ' was cancelled', iif(state = 'lost', ' is lost', ' has failed'))
               || coalesce(': ' || error, '')) as what,
       case state when 'failed' then 'mend the training data, then leads prepare and leads train'
                  when 'cancelled' then 'leads train starts another'
                  when 'lost' then 'look at leads status --list; leads train starts another'
                  else 'ask the provider; leads train --again starts another' end as what_to_do,
       'training-' || job_id || '-' || state as told_by
from training_jobs job
where job_id is not null
  and (state in ('failed', 'cancelled', 'lost') or (state = 'succeeded' and fine_tuned_model is null))
  and exists (select 1 from job_events where job_events.job_id = job.job_id and event = job.state
                                         and julianday('now') - julianday(at) < 30
                                         and (state <> 'succeeded' or error is not null or (julianday('now') - julianday(at)) * 86400000
                                              >= cast(:#${properties:training.smoke-timeout} as integer)))
  and not exists (select 1 from alerts where key = 'job-' || job_id || '-' || state)

-- Polls that fail one after the other; told again when that begins anew.
union all
select 'polls-' || job_id || '-' || strftime('%Y%m%dT%H%M%S', failing_since), 'polls', job_id,
       'the training ' || job_id || ' cannot be asked for since ' || failing_since || ', '
           || failed_polls || ' times in a row: ' || coalesce(poll_error, 'no reason was recorded'),
       'check the key, openai.base-url and the network with leads doctor. It is asked for until it answers',
       null
from training_jobs
where job_id is not null and failed_polls >= cast(:#${variable.alertPolls} as integer)
  and not exists (select 1 from alerts
                  where key = 'polls-' || job_id || '-' || strftime('%Y%m%dT%H%M%S', failing_since))

-- A job that takes long, one whose model does not come to answer, or one that was asked for and never seen. Counted from
-- when it was first heard of here, since the clock of a provider may be wrong; not while it cannot be asked for.
union all
select 'slow-' || coalesce(job_id, submission), 'slow', coalesce(job_id, submission),
       case when job_id is null then 'the training that was asked for at ' || updated_at || ' is not to be found at the provider'
            when state = 'succeeded' then 'the model ' || fine_tuned_model || ' of the training ' || job_id
                || ', made at ' || created_at || ', does not answer yet'
            else 'the training ' || job_id || ', made at ' || created_at || ', has not ended yet; it is ' || state end,
       iif(job_id is null, 'leads train looks for it once more and makes it if it is not there',
           'look at leads status ' || job_id || ' and at the console of the provider. It is asked for until it ends'),
       null
from training_jobs job
where ((job_id is not null and state not in ('succeeded', 'failed', 'cancelled', 'refused', 'lost'))
       or (job_id is not null and state = 'succeeded' and fine_tuned_model is not null and accepted_at is null)
       or (job_id is null and state = 'creating'))
  and failed_polls = 0
  and (julianday('now') - julianday(coalesce((select min(at) from job_events where job_events.submission = job.submission),
                                             created_at))) * 86400000 > cast(:#${variable.alertAfter} as integer)
  and not exists (select 1 from alerts where key = 'slow-' || coalesce(job_id, submission))

-- A word for its status that nobody here knows.
union all
select 'status-' || job_id, 'status', job_id,
       'the provider says of the training ' || job_id || ' that it is "' || state || '", which is not known here',
       'look at the console of the provider, and for an update. It is asked for until it ends',
       null
from training_jobs
where job_id is not null
  and state not in ('new', 'uploaded', 'creating', 'validating_files', 'queued', 'running', 'succeeded', 'failed', 'cancelled',
                    'refused', 'lost')
  and not exists (select 1 from alerts where key = 'status-' || job_id)
