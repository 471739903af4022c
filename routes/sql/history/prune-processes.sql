-- The newest stays: it is the one that may be alive, and the one that leads status tells.
delete from processes
where date(started_at) < :#${bean:retention.historySince} and id <> (select max(id) from processes)
