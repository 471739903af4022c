insert into tuned_models (server, model, job_id, decision, measured, reason, compared_with, dataset_sha256, decided_at)
values (:#${variable.global:server}, :#${variable.row[fine_tuned_model]}, :#${variable.row[job_id]}, :#decision, :#measured,
        :#reason, :#compared_with, :#${variable.asked[sha256]}, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (server, model) do update
set job_id = excluded.job_id, decision = excluded.decision, measured = excluded.measured, reason = excluded.reason,
    compared_with = excluded.compared_with, dataset_sha256 = excluded.dataset_sha256, decided_at = excluded.decided_at
