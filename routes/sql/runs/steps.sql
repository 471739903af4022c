-- The attempts of the steps of the last runs, in their order.
select run.run_key, steps.step, steps.attempt,
       iif(steps.state = 'running' and exists (select 1 from run_steps later
                                               where later.run_id = steps.run_id and later.id > steps.id),
           'interrupted', steps.state) as state,
       steps.started_at, steps.finished_at, steps.error, steps.advice, steps.result
from (select * from runs order by id desc limit 5) as run
join run_steps steps on steps.run_id = run.id
order by run.id desc, steps.id
