-- Ended runs of the last days whose digest was not delivered.
select id, run_key, run_date, kind
from runs
where state <> 'running'
  and julianday(leads_now()) - julianday(finished_at) < cast(:#${properties:digest.late} as integer)
  and not exists (select 1 from deliveries where kind = 'mail' and ref = runs.run_key)
order by id
