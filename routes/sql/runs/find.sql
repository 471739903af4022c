select * from runs where run_key = :#${variable.runKey}
