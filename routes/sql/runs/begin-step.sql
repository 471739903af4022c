-- A scheduled run begins with its first step, not when it was due.
update runs
set started_at = iif(step = 'due', strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()), started_at), step = :#${variable.step}
where id = :#${variable.run[id]} and state = 'running'
