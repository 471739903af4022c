-- Failures of the daily runs that are not reported yet. They are derived from the records, so that a process that dies
-- before it reports one leaves it to the next. Failures older than a month and those of dry runs are ignored. The texts
-- are in routes/alerts/what.ftl and what-to-do.ftl, by kind.

-- A run that failed, is incomplete, or was held back. Its digest reports it.
select 'run-' || run_key as key, 'run' as kind, run_key as about, 'leads-' || run_key as told_by,
       json_object('date', run_date, 'location', location, 'state', state, 'error', error, 'advice',
                   (select group_concat(advice, '; ')
                    from (select distinct advice from failed_steps where run_id = runs.id and step <> 'digest'))) as facts
from runs
where state in ('failed', 'partial') and kind <> 'dry' and julianday(leads_now()) - julianday(finished_at) < 30
  and exists (select 1 from run_steps where run_id = runs.id)
  and not exists (select 1 from alerts where key = 'run-' || run_key)
union all
select 'budget-' || run_key, 'budget', run_key, 'leads-' || run_key,
       json_object('date', run_date, 'location', location, 'note', note)
from runs
where note is not null and state <> 'running' and kind <> 'dry' and julianday(leads_now()) - julianday(finished_at) < 30
  and not exists (select 1 from alerts where key = 'budget-' || run_key)

-- A run that is started again and again and does not end, which keeps the dates after it waiting.
union all
select 'stuck-' || run_key, 'stuck', run_key, null,
       json_object('date', run_date, 'location', location, 'step',
                   (select step from run_steps where run_id = runs.id and attempt >= 10 and step <> 'digest' limit 1))
from runs
where state = 'running' and kind <> 'dry'
  and exists (select 1 from run_steps where run_id = runs.id and attempt >= 10 and step <> 'digest')
  and not exists (select 1 from alerts where key = 'stuck-' || run_key)

-- A digest that is no longer retried.
union all
select 'digest-' || run_key, 'digest', run_key, null,
       json_object('date', run_date, 'error',
                   (select error from run_steps where run_id = runs.id and step = 'digest' and error is not null
                    order by id desc limit 1))
from runs
where digest_due = 1 and state <> 'running' and kind <> 'dry'
  and julianday(leads_now()) - julianday(finished_at) >= cast(:#${properties:digest.late} as integer)
  and julianday(leads_now()) - julianday(finished_at) < cast(:#${properties:digest.late} as integer) + 30
  and not exists (select 1 from deliveries where kind = 'mail' and ref = run_key)
  and not exists (select 1 from alerts where key = 'digest-' || run_key)

-- Dates that had no run and will have none.
union all
select 'missed-' || ref, 'missed', ref, null, json_object('first', version, 'last', ref)
from deliveries
where kind = 'missed' and julianday(leads_now()) - julianday(at) < 30
  and not exists (select 1 from alerts where key = 'missed-' || ref)

-- The model in use, some weeks before it is retired; again when the day is moved.
union all
select 'retiring-' || tuned.model || '-' || shutdown_date, 'retiring', tuned.model, null,
       json_object('model', tuned.model, 'date', shutdown_date)
from tuned_models tuned
where server = :#${variable.global:server}
  and tuned.model = (select model from runs where kind <> 'dry' and model is not null order by id desc limit 1)
  and julianday(shutdown_date) > julianday(leads_now())
  and julianday(shutdown_date) - julianday(leads_now()) <= cast(:#${properties:training.retirement-notice} as integer)
  and not exists (select 1 from alerts where key = 'retiring-' || tuned.model || '-' || shutdown_date)

-- A tuned model that the provider no longer knows, or whose day has come: once, until it has answered again.
union all
select 'retired-' || run_key, 'retired', retired_model, 'leads-' || run_key,
       json_object('retired', retired_model, 'model', model, 'reason', model_reason)
from runs run
where retired_model is not null and state <> 'running' and kind <> 'dry'
  and julianday(leads_now()) - julianday(finished_at) < 30
  and id = (select max(id) from runs where retired_model = run.retired_model or model = run.retired_model)
  and not exists (select 1 from alerts
                  where kind = 'retired' and about = run.retired_model
                    and at >= coalesce((select max(finished_at) from runs
                                        where model = run.retired_model and retired_model is null), ''))

-- Searches that succeed and find nothing, day after day: the format of the answers may have changed.
union all
select 'empty-' || max(run_date), 'empty', max(run_date), null,
       json_object('since', min(run_date), 'days', count(distinct run_date))
from runs
where state in ('succeeded', 'partial') and kind <> 'dry'
  and exists (select 1 from run_steps where run_id = runs.id)
  and id > coalesce((select max(run_id) from run_steps
                     where step = 'search' and json_extract(result, '$.properties') > 0), 0)
  and not exists (select 1 from alerts
                  where kind = 'empty'
                    and at >= coalesce((select max(finished_at) from run_steps
                                        where step = 'search' and json_extract(result, '$.properties') > 0), ''))
having count(distinct run_date) >= cast(:#${properties:search.alert-days} as integer)

-- A layer of parcels that fails day after day, once until it has answered again.
union all
select 'parcels-' || max(day), 'parcels', max(day), null,
       json_object('since', min(day), 'days', count(distinct day), 'error', max(error))
from parcel_requests failed
where error is not null
  and id > coalesce((select max(id) from parcel_requests answered
                     where error is null and not exists (select 1 from parcel_requests later
                                                         where later.run_id = answered.run_id and later.error is not null)), 0)
  and not exists (select 1 from alerts
                  where kind = 'parcels'
                    and at >= coalesce((select max(at) from parcel_requests answered
                                        where error is null and not exists (select 1 from parcel_requests later
                                                                            where later.run_id = answered.run_id
                                                                              and later.error is not null)), ''))
having count(distinct day) >= 3

-- A webhook that has taken nothing for a day although there was something to post, once until it has taken something.
union all
select 'webhook-' || post_key, 'webhook', day, null,
       json_object('since', created_at, 'error', error, 'late', :#${properties:webhook.late})
from webhook_posts
where id = (select min(id) from webhook_posts
            where state <> 'sent' and id > coalesce((select max(id) from webhook_posts where state = 'sent'), 0))
  and :#${properties:webhook.url} <> ''
  and julianday(leads_now()) - julianday(created_at) >= 1
  and julianday(leads_now()) - julianday(created_at) < 30
  and not exists (select 1 from alerts where key = 'webhook-' || post_key)

-- A clock that jumped between two runs.
union all
select 'clock-' || run_key, 'clock', run_key, null, json_object('from', last_at, 'to', started_at)
from clock_jumps
where not exists (select 1 from alerts where key = 'clock-' || run_key)
