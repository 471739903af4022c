-- Alerts with their own mail, and those whose digest had nothing to report or is no longer retried.
select key, kind, about, at, what, what_to_do
from alerts
where mailed_at is null
  and (told_by is null
       or exists (select 1 from deliveries where kind = 'mail' and 'leads-' || ref = told_by and version = 'nothing')
       or exists (select 1 from alerts lost where lost.kind = 'digest' and 'leads-' || lost.about = alerts.told_by))
order by id
