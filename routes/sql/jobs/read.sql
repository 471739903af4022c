-- With what the gate decided on its model, and how its deployment stands.
select job.*, tuned.decision, tuned.measured, tuned.reason,
       deployment.state as deployment, deployment.error as deployment_error, deployment.command as deployment_command
from training_jobs job
left join deployments deployment on deployment.server = job.server and deployment.job_id = job.job_id
left join tuned_models tuned on tuned.server = job.server and tuned.model = job.fine_tuned_model
where job.job_id = :#${variable.row[job_id]}
