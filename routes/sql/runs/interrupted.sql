-- A run that was asked for on that date and in that place, and whose process died before its end; none when the run that
-- is asked for now is known.
select run_key
from runs
where state = 'running' and kind = :#${variable.runKind}
  and run_date = :#${variable.runDate} and location = :#${variable.location}
  and not exists (select 1 from runs where run_key = :#${variable.runKey})
order by id desc
limit 1
