select pid, folder, started_at, ended_at, stopped from processes order by id desc limit 1
