-- What the model of a job here was trained from.
select model from training_jobs
where server = :#${variable.global:server} and fine_tuned_model = :#${variable.choice[model]}
order by id desc
limit 1
