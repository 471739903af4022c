-- One row a sample: name, help, type, label, label_value, value. Counters count from the start of the process, as
-- Prometheus expects; a name has its unit, and labels have few values.
with since as (select julianday(:#${header.since}) as at),
ended as (
    select * from runs
    where kind <> 'dry' and finished_at is not null and julianday(finished_at) >= (select at from since)
),
spent as (
    select * from spend where julianday(at) >= (select at from since)
),
last_run as (select * from runs where kind <> 'dry' and finished_at is not null order by id desc limit 1),
samples as (
    select 'leads_runs' as name, 'Daily runs that ended' as help, 'counter' as type,
           'state' as label, state as label_value, count(*) as value
    from ended group by state
    union all
    select 'leads_properties_found', 'Properties seen for the first time', 'counter', null, null, count(*)
    from property_scans where fingerprint is not null and first_run in (select id from ended)
    union all
    select 'leads_classified', 'Properties that a model classified', 'counter', 'label', label, count(*)
    from answers where run_id in (select id from ended) group by label
    union all
    select 'leads_found', 'Properties that a model took for a lead', 'counter', null, null, count(*)
    from answers
    where run_id in (select id from ended)
      and instr(',' || :#${properties:leads.labels} || ',', ',' || label || ',') > 0
    union all
    select 'leads_requests', 'Requests that may cost something, by whom they asked', 'counter', 'system', 'provider', count(*)
    from spent where purpose <> 'search'
    union all
    select 'leads_requests', 'Requests that may cost something, by whom they asked', 'counter', 'system', 'search', count(*)
    from searches where run_id in (select id from ended)
    union all
    select 'leads_requests', 'Requests that may cost something, by whom they asked', 'counter', 'system', 'parcels', count(*)
    from parcel_requests where run_id in (select id from ended)
    union all
    select 'leads_tokens', 'Tokens that the provider counted', 'counter', 'direction', direction, coalesce(sum(tokens), 0)
    from (select 'input' as direction, input_tokens as tokens from spent
          union all select 'output', output_tokens from spent
          union all select 'cached', cached_tokens from spent)
    group by direction
    union all
    select 'leads_spend_usd', 'Spent on requests to the provider, and on searches whose price is known, in US dollars', 'counter', null, null,
           coalesce(sum(usd), 0) from spent
    union all
    select 'leads_alerts', 'Alerts, by their kind', 'counter', 'kind', kind, count(*)
    from alerts where julianday(at) >= (select at from since) group by kind
    union all
    select 'leads_spend_today_usd', 'Spent today, in US dollars', 'gauge', null, null,
           (select coalesce(sum(usd), 0) from spend where day = :#${header.today})
    union all
    select 'leads_budget_daily_usd', 'What a day may cost, in US dollars', 'gauge', null, null,
           cast(:#${properties:budget.daily-usd} as real)
    union all
    select 'leads_last_run_duration_seconds', 'How long the last run took', 'gauge', null, null,
           round((julianday(finished_at) - julianday(started_at)) * 86400, 3) from last_run
    union all
    select 'leads_last_run_step_duration_seconds', 'How long each step of the last run took', 'gauge', 'step', step,
           round(sum(julianday(finished_at) - julianday(started_at)) * 86400, 3)
    from run_steps where run_id in (select id from last_run) and finished_at is not null group by step
    union all
    select 'leads_last_run_timestamp_seconds', 'When the last run of a state ended', 'gauge', 'state', state,
           max(cast(strftime('%s', finished_at) as integer))
    from runs where kind <> 'dry' and finished_at is not null group by state
    union all
    select 'leads_last_success_timestamp_seconds', 'When a run last succeeded', 'gauge', null, null,
           max(cast(strftime('%s', finished_at) as integer))
    from runs where kind <> 'dry' and state = 'succeeded'
    union all
    select 'leads_jobs_open', 'Fine-tuning jobs that have not ended', 'gauge', null, null, count(*)
    from training_jobs
    where server = :#${variable.global:server}
      and state not in ('succeeded', 'failed', 'cancelled', 'refused', 'lost')
    union all
    select 'leads_verdicts', 'Verdicts of the owner that stand', 'gauge', null, null, count(*) from standing_verdicts
    union all
    select 'leads_model_retirement_timestamp_seconds', 'When the generic model is retired', 'gauge', null, null,
           cast(strftime('%s', :#${header.retires}) as integer)
)
select * from samples where value is not null order by name
