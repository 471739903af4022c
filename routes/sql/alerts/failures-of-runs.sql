-- What is wrong with the daily runs and was not told yet. It follows from what is recorded, so that a process that dies
-- before it can tell leaves it to the next one. What is older than a month is history; a dry run concerns nobody.

-- A run that failed or is not complete, or was held back. Its digest tells the same.
select 'run-' || run_key as key, 'run' as kind, run_key as about,
       'the run of ' || run_date || ' in ' || location || iif(state = 'failed', ' has failed', ' is not complete') || ': '
           || coalesce(error, 'no reason was recorded') as what,
       coalesce((select group_concat(advice, '; ')
                 from (select distinct advice from run_steps tried
                       where run_id = runs.id and state = 'failed' and step <> 'digest'
                         and not exists (select 1 from run_steps
                                         where run_id = runs.id and step = tried.step and attempt > tried.attempt))),
                'look at leads status')
           || '. Nothing is lost, the next run goes on from here' as what_to_do,
       'leads-' || run_key as told_by
from runs
where state in ('failed', 'partial') and kind <> 'dry' and julianday(leads_now()) - julianday(finished_at) < 30
  and exists (select 1 from run_steps where run_id = runs.id)
  and not exists (select 1 from alerts where key = 'run-' || run_key)
union all
select 'budget-' || run_key, 'budget', run_key,
       'the run of ' || run_date || ' in ' || location || ' left properties waiting: ' || note,
       'raise budget.daily-usd, or leave it: the next days take what waits',
       'leads-' || run_key
from runs
where note is not null and state <> 'running' and kind <> 'dry' and julianday(leads_now()) - julianday(finished_at) < 30
  and not exists (select 1 from alerts where key = 'budget-' || run_key)

-- A run that is begun again and again and does not come to its end, which keeps the dates after it waiting.
union all
select 'stuck-' || run_key, 'stuck', run_key,
       'the run of ' || run_date || ' in ' || location || ' does not come to its end: its step ' || step
           || ' was begun ten times',
       'look at the end of leads.log for what ended the process each time',
       null
from runs
where state = 'running' and kind <> 'dry'
  and exists (select 1 from run_steps where run_id = runs.id and attempt >= 10 and step <> 'digest')
  and not exists (select 1 from alerts where key = 'stuck-' || run_key)

-- A digest that is not tried any more.
union all
select 'digest-' || run_key, 'digest', run_key,
       'the digest of the run of ' || run_date || ' could not be sent: '
           || coalesce((select error from run_steps where run_id = runs.id and step = 'digest' and error is not null
                        order by id desc limit 1), 'nothing ran while it was due'),
       'check mail.host, its port and the log-in with leads doctor. The leads are in leads.csv, and in the sheet if there is one',
       null
from runs
where digest_due = 1 and state <> 'running' and kind <> 'dry'
  and julianday(leads_now()) - julianday(finished_at) >= cast(:#${variable.lateDays} as integer)
  and julianday(leads_now()) - julianday(finished_at) < cast(:#${variable.lateDays} as integer) + 30
  and not exists (select 1 from deliveries where kind = 'mail' and ref = run_key)
  and not exists (select 1 from alerts where key = 'digest-' || run_key)

-- Dates that had no run and get none.
union all
select 'missed-' || ref, 'missed', ref,
       'no run was made ' || iif(version = ref, 'on ' || ref, 'on the dates from ' || version || ' to ' || ref)
           || ', and schedule.catch-up does not reach that far back',
       'see why leads run was not running then. What is still for sale is found by the next run',
       null
from deliveries
where kind = 'missed' and julianday(leads_now()) - julianday(at) < 30
  and not exists (select 1 from alerts where key = 'missed-' || ref)

-- A tuned model that the provider does not know any more: once, until it has answered again.
union all
select 'retired-' || run_key, 'retired', retired_model,
       'the provider does not know the tuned model ' || retired_model || ' any more; properties are classified by '
           || model,
       'train a successor with leads prepare and leads train, or empty the model-id file to go on with ' || model,
       'leads-' || run_key
from runs run
where retired_model is not null and state <> 'running' and kind <> 'dry'
  and julianday(leads_now()) - julianday(finished_at) < 30
  and id = (select max(id) from runs where retired_model = run.retired_model or model = run.retired_model)
  and not exists (select 1 from alerts
                  where kind = 'retired' and about = run.retired_model
                    and at >= coalesce((select max(finished_at) from runs
                                        where model = run.retired_model and retired_model is null), ''))

-- Searches that go well and find nothing, day after day: the answers may have another form now.
union all
select 'empty-' || max(run_date), 'empty', max(run_date),
       'no search has found a property since ' || min(run_date) || ', on ' || count(distinct run_date) || ' days',
       'try search.queries and search.location in a browser. If that finds homes, the form of the answers has changed: '
           || 'look at the column skip_reason of the table sightings, and for an update',
       null
from runs
where state in ('succeeded', 'partial') and kind <> 'dry'
  and exists (select 1 from run_steps where run_id = runs.id)
  and id > coalesce((select max(run_id) from run_steps
                     where step = 'search' and json_extract(result, '$.properties') > 0), 0)
  and not exists (select 1 from alerts
                  where kind = 'empty'
                    and at >= coalesce((select max(finished_at) from run_steps
                                        where step = 'search' and json_extract(result, '$.properties') > 0), ''))
having count(distinct run_date) >= cast(:#${variable.emptyDays} as integer)
