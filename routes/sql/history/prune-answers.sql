delete from answers where run_id in (select value from json_each(:#${variable.oldRuns}))
