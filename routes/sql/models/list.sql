-- Every model that a job here has given, newest first, with its figures on the held-out examples that it was judged by,
-- else on those of its last evaluation.
select job.fine_tuned_model as model, job.model as base, job.job_id, job.created_at, job.accepted_at,
       tuned.decision, tuned.measured, tuned.reason, tuned.decided_at, tuned.shutdown_date,
       (select examples from training_datasets where sha256 = job.training_sha256) as examples,
       evaluation.examples as held_out,
       evaluation.at as evaluated_at,
       json_extract(evaluation.report, '$.measured') as evaluation_measured,
       json_extract(evaluation.report, '$.accuracy') as accuracy,
       json_extract(evaluation.report, '$.accuracy_low') as accuracy_low,
       json_extract(evaluation.report, '$.accuracy_high') as accuracy_high,
       json_extract(evaluation.report, '$.balanced_accuracy') as balanced_accuracy,
       json_extract(evaluation.report, '$.recall') as recall
from training_jobs job
left join tuned_models tuned on tuned.server = job.server and tuned.model = job.fine_tuned_model
left join evaluations evaluation on evaluation.id = (
    select id from evaluations
    where server = job.server and model = job.fine_tuned_model and kind = 'held-out'
    order by dataset_sha256 = tuned.dataset_sha256 desc, id desc
    limit 1)
where job.server = :#${variable.global:server} and job.fine_tuned_model is not null and job.state = 'succeeded'
order by job.id desc
