-- The oldest hundred runs that are no longer needed, as a JSON array of their numbers. Kept are the current run, runs
-- whose digest may still be sent late, the newest scheduled one, from which missed dates are counted, and the newest of
-- all, so that no number is used twice.
select json_group_array(id) as runs
from (select id
      from runs
      where run_date < :#${bean:retention.historySince}
        and state <> 'running'
        and id not in (:#${variable.run[id]}, (select max(id) from runs))
        and run_date is not (select max(run_date) from runs where kind = 'scheduled')
        and (exists (select 1 from deliveries where kind = 'mail' and ref = runs.run_key)
             or julianday(leads_now()) - julianday(finished_at) >= cast(:#${properties:digest.late} as integer))
        and not exists (select 1 from searches where searches.run_id = runs.id)
      order by run_date, id
      limit 100)
