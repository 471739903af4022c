-- Alerts that were told, but the newest. Failure of the last month is looked for again, so its alert stays as long; what
-- is still the matter after the history of an alert is over is told anew.
delete from alerts
where filed_at is not null
  and date(at) < :#${bean:retention.historySince}
  and julianday(leads_now()) - julianday(at) > cast(:#${properties:digest.late} as integer) + 31
  and id <> (select max(id) from alerts)
