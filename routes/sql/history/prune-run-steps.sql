delete from run_steps where run_id in (select value from json_each(:#${variable.oldRuns}))
