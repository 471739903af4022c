select count(*) from searches where run_id = :#${variable.run[id]}
