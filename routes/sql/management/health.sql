-- The checks: what is wrong, null when nothing is, and since when. Search, provider, sheet and mail are told by the last
-- attempt of the step that uses them, the provider also by polls of a job that fail one after the other.
with last_steps as (
    select step, state, error, finished_at
    from run_steps
    where id in (select max(tried.id) from run_steps tried join runs on runs.id = tried.run_id
                 where runs.kind <> 'dry' and tried.state <> 'running' group by tried.step)
),
uses as (
    select 'search' as name, 'search' as step
    union all select 'provider', 'classify'
    union all select 'sheet', 'publish'
    union all select 'mail', 'digest'
),
checks as (
    select 'database' as name, null as fault, null as since
    union all
    select uses.name,
           iif(last_steps.state = 'failed', uses.step || ' failed: ' || coalesce(last_steps.error, 'no reason was recorded'), null),
           last_steps.finished_at
    from uses join last_steps on last_steps.step = uses.step
    where uses.name <> 'sheet' or :#${properties:sheets.spreadsheet-id} <> ''
    union all
    select 'provider', 'job ' || coalesce(job_id, submission) || ' cannot be asked for: ' || poll_error, failing_since
    from training_jobs
    where server = :#${variable.global:server}
      and failed_polls >= cast(:#${properties:training.alert-polls} as integer) and poll_error is not null
      and state not in ('succeeded', 'failed', 'cancelled', 'refused', 'lost')
    union all
    select 'daily-run',
           coalesce((select 'no run has ended for ' || group_concat(due.value, ', ')
                     from json_each(:#${header.overdue}) due
                     where not exists (select 1 from runs
                                       where runs.run_key = due.value and runs.finished_at is not null)
                     having count(*) > 0),
                    (select 'the last run failed: ' || coalesce(error, 'no reason was recorded')
                     from (select state, error from runs where kind <> 'dry' and finished_at is not null
                           order by id desc limit 1)
                     where state = 'failed')),
           (select max(finished_at) from runs where kind <> 'dry')
    union all
    select 'model',
           iif(julianday(retires) - julianday(leads_now()) <= cast(:#${properties:training.retirement-notice} as integer),
               'the model in use is retired on ' || retires, null),
           null
    from (select iif(:#${header.current} is null, :#${header.genericRetires},
                     (select shutdown_date from tuned_models
                      where server = :#${variable.global:server} and model = :#${header.current})) as retires)
)
select name, fault, since
from checks
order by fault is null
