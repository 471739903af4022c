select answer from searches where run_id = :#${variable.run[id]} and query = :#${variable.query} and start = :#${variable.start}
