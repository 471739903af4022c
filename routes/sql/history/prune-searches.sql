-- Raw answers of the oldest hundred finished runs that no longer need them. The current run, and runs whose digest may
-- still be sent late, keep theirs.
delete from searches
where run_id in (
    select id
    from runs
    where run_date < max(:#${bean:retention.searchesSince}, :#${bean:retention.historySince})
      and state <> 'running'
      and id <> :#${variable.run[id]}
      and (exists (select 1 from deliveries where kind = 'mail' and ref = runs.run_key)
           or julianday(leads_now()) - julianday(finished_at) >= cast(:#${properties:digest.late} as integer))
      and exists (select 1 from searches of_run where of_run.run_id = runs.id)
    order by run_date, id
    limit 100)
