-- Runs that were not begun or whose process died; read while no other process makes one. A dry run, which works on a
-- copy of the database, resumes only itself.
select id, run_key, run_date, kind, location, coalesce(queries, :#${properties:search.queries}) as queries,
       iif(exists (select 1 from run_steps where run_id = runs.id), 'goes on', 'begun') as begins
from runs
where state = 'running'
  and (kind = 'dry' or not exists (select 1 from runs where state = 'running' and kind = 'dry'))
order by run_date, id
