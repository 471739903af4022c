-- What asking the held-out examples has cost since a training was requested.
select coalesce(sum(usd), 0) as usd
from spend
where purpose = 'evaluate'
  and server = :#${variable.global:server}
  and julianday(at) >= julianday(coalesce((select min(job_events.at) from job_events
                                           where job_events.submission = :#${variable.row[submission]}),
                                          :#${variable.row[created_at]}))
