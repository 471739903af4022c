-- The recorded history of a job, its submission included.
select at, event, detail
from job_events
where job_id = :#${variable.row[job_id]}
   or submission = (select submission from training_jobs where job_id = :#${variable.row[job_id]})
order by id
