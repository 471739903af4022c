insert into prompt_fields (dataset_sha256, fields)
values (:#${variable.dataset[training_sha256]}, :#${variable.dataset[prompt_fields]})
on conflict (dataset_sha256) do nothing
