-- With what the gate decided on its model.
select job.*, tuned.decision, tuned.measured, tuned.reason
from training_jobs job
left join tuned_models tuned on tuned.server = job.server and tuned.model = job.fine_tuned_model
where job.job_id = :#${variable.row[job_id]}
