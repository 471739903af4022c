-- Runs whose process died, but for the one that is made now. A dry run, which leaves nothing, takes up none.
select *
from runs
where state = 'running' and run_key <> :#${variable.runKey} and :#${variable.runKind} <> 'dry'
order by run_date, id
