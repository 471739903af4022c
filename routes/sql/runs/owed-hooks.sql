-- Ended runs of the last three days whose hooks were not all called.
select runs.id, run_key, run_date, runs.kind, location
from runs join deliveries on deliveries.kind = 'custom-run' and ref = run_key and version = 'owed'
where state <> 'running' and julianday(leads_now()) - julianday(finished_at) < 3
order by runs.id
