-- The exit code of the command whose step fails so.
alter table run_steps add column exit_code integer;

-- Steps whose last attempt failed. State and error of a run follow from it.
create view failed_steps as
select *
from run_steps tried
where state = 'failed'
  and not exists (select 1 from run_steps later
                  where later.run_id = tried.run_id and later.step = tried.step and later.attempt > tried.attempt);
