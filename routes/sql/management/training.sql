-- The newest job and the model in use with its measured accuracy, one row; of nulls where there is none.
select job.job_id, job.state, last_change.to_model as tuned_model, last_change.done_at as since,
       (select json_extract(report, '$.accuracy') from evaluations
        where server = last_change.server and model = last_change.to_model and kind = 'held-out'
        order by id desc limit 1) as accuracy
from (select 1)
left join (select * from training_jobs where server = :#${variable.global:server} order by id desc limit 1) job
left join (select * from model_changes
           where server = :#${variable.global:server} and done_at is not null order by id desc limit 1) last_change
