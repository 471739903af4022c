select * from training_jobs where submission = :#${variable.row[submission]}
