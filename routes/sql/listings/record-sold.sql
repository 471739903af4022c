-- Leads of earlier runs that this one found sold; what was sold before it was a lead is no news.
insert into sold_leads (property_key, run_id, day)
select distinct property_key, :#${variable.run[id]}, :#${variable.run[run_date]}
from property_scans scans
where last_run = :#${variable.run[id]} and first_run is not :#${variable.run[id]} and fingerprint is not null and status = 'sold'
  and classification in (:#in:${properties:leads.labels})
  and (select history.status from property_history history
       where history.property_key = scans.property_key and history.day < :#${variable.run[run_date]} and history.status is not null
       order by history.day desc limit 1) <> 'sold'
on conflict (property_key) do nothing
