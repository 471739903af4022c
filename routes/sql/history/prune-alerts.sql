-- Reported alerts except the newest. Failures of the last month are detected again, so their alerts stay as long; a
-- failure that persists after its alert was deleted is reported again.
delete from alerts
where filed_at is not null
  and date(at) < :#${bean:retention.historySince}
  and julianday(leads_now()) - julianday(at) > cast(:#${properties:digest.late} as integer) + 31
  and id <> (select max(id) from alerts)
