select run_key, run_date, kind, state, started_at, finished_at, model, error, note,
       (select count(*) from property_scans where fingerprint is not null and first_run = runs.id) as new_listings,
       (select count(*) from answers where run_id = runs.id) as classified,
       (select iif(count(*) = 0, 0, max(usd)) from run_costs where run_id = runs.id) as usd
from runs
order by id desc
limit 5
