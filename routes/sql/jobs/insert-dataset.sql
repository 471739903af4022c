insert into training_datasets (sha256, examples, at)
values (:#${variable.dataset[training_sha256]}, :#${variable.dataset[training_examples]},
        strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (sha256) do nothing
