-- The alerts of the last two weeks, newest first; the last one whatever its age.
select key, kind, at, what, what_to_do, mailed_at
from alerts
where julianday(leads_now()) - julianday(at) < 14 or id = (select max(id) from alerts)
order by id desc
limit 20
