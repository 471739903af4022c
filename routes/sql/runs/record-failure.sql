update run_steps
set state = 'failed', error = :#error, advice = :#advice, exit_code = :#exit_code
where id = (select max(id) from run_steps where run_id = :#${variable.run[id]} and step = :#${variable.step})
