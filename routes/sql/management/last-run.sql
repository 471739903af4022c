-- The last run and the pause that lasts, one row; of nulls where there is none.
select run.run_key, run.started_at, run.finished_at, run.state, run.location,
       (select count(distinct property_key) from sightings where run_id = run.id and property_key is not null) as found,
       (select count(*) from property_scans where fingerprint is not null and first_run = run.id) as new_listings,
       (select count(*) from answers
        where run_id = run.id and instr(',' || :#${properties:leads.labels} || ',', ',' || label || ',') > 0) as leads,
       (select iif(count(*) = 0, 0.0, max(usd)) from run_costs where run_id = run.id) as usd,
       (select from_at from pauses where until_at is null) as paused_since
from (select 1) left join (select * from runs where kind <> 'dry' order by id desc limit 1) run
