insert into training_jobs (submission, server, model, suffix, training_sha256, validation_sha256, state, created_at, updated_at)
values (:#${variable.submission}, :#${variable.global:server}, :#${variable.model}, :#${variable.suffix},
        :#${variable.dataset[training_sha256]}, :#${variable.dataset[validation_sha256]}, 'new',
        strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()), strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
