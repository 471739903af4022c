insert into run_steps (run_id, step, attempt, state, started_at)
select :#${variable.run[id]}, :#${variable.step},
       1 + (select count(*) from run_steps where run_id = :#${variable.run[id]} and step = :#${variable.step}),
       'running', strftime('%Y-%m-%dT%H:%M:%fZ', leads_now())
