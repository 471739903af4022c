insert into deployments (server, job_id, wanted_name, name, source, request, command, state, requested_at, updated_at)
values (:#${variable.global:server}, :#${variable.row[job_id]}, :#wanted_name, :#name, :#source, :#request, :#command, 'requested',
        strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()), strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (server, job_id) do nothing
