-- What a run did, in numbers, as JSON.
select json_object(
    'hook', 'custom-run', 'run_key', run_key, 'date', run_date, 'kind', kind, 'state', state, 'location', location,
    'error', error, 'searches', (select count(*) from searches where run_id = runs.id),
    'found', (select count(distinct property_key) from sightings where run_id = runs.id),
    'new', (select count(*) from property_scans where fingerprint is not null and first_run = runs.id),
    'classified', (select count(*) from answers where run_id = runs.id),
    'leads', (select count(*) from answers where run_id = runs.id and label in (:#in:${properties:leads.labels})),
    'usd', (select iif(count(*) = 0, 0, max(usd)) from run_costs where run_id = runs.id)) as counts
from runs
where id = :#${variable.run[id]}
