-- What the log says of a run that has ended, in one line.
select 'Run ' || run_key || ' ' || state || ': '
       || (select count(*) from searches where run_id = runs.id) || ' searches, '
       || (select count(distinct property_key) from sightings where run_id = runs.id) || ' found, '
       || (select count(*) from property_scans where fingerprint is not null and first_run = runs.id) || ' new, '
       || (select count(*) from answers where run_id = runs.id) || ' classified, '
       || (select count(*) from answers where run_id = runs.id and label in (:#in:${properties:leads.labels})) || ' leads, '
       || coalesce(printf('%.4f USD', (select iif(count(*) = 0, 0, max(usd)) from run_costs where run_id = runs.id)), 'cost unknown')
       || iif(cast(:#${properties:prices.search} as real) > 0, '', ' without search fees')
from runs
where id = :#${variable.run[id]}
