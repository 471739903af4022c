-- The newest job, the model in use with its measured accuracy, and the model that was measured last, one row; of nulls where
-- there is none. The generic model is measured with the examples that it is shown.
select job.job_id, job.state, last_change.to_model as tuned_model, last_change.done_at as since,
       (select json_extract(report, '$.accuracy') from evaluations
        where server = :#${variable.global:server} and kind = 'held-out'
          and model = coalesce(last_change.to_model,
                               :#${properties:openai.generic-model}
                               || iif(:#${properties:classify.examples} = '0', '',
                                      ' + ' || :#${properties:classify.examples} || ' examples'))
        order by id desc limit 1) as accuracy,
       measured.model as measured_model, json_extract(measured.report, '$.accuracy') as measured_accuracy,
       measured.at as measured_at
from (select 1)
left join (select * from training_jobs where server = :#${variable.global:server} order by id desc limit 1) job
left join (select * from model_changes
           where server = :#${variable.global:server} and done_at is not null order by id desc limit 1) last_change
left join (select * from evaluations
           where server = :#${variable.global:server} and kind = 'held-out' order by at desc, id desc limit 1) measured
