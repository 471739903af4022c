-- The alerts of the last two weeks, which status shows, one row.
select count(*) as alerts, min(at) as oldest
from alerts
where julianday(leads_now()) - julianday(at) < 14
