-- What the questions of a training file tell, as names separated by commas: a model is asked as it was trained.
create table if not exists prompt_fields (
    dataset_sha256 text primary key,
    fields         text not null
);

-- The fields of the file that each tuned model was trained with; none for one trained before they were recorded.
create view if not exists prompt_fields_of_models as
select jobs.server, jobs.fine_tuned_model as model, prompt_fields.fields
from training_jobs jobs
join prompt_fields on prompt_fields.dataset_sha256 = jobs.training_sha256
where jobs.fine_tuned_model is not null;
