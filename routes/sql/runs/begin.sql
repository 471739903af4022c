-- One run a key: a second process, or a second wake-up for the same date, changes nothing.
insert into runs (run_key, run_date, kind, state, location, queries, started_at)
values (:#${variable.runKey}, :#${variable.runDate}, :#${variable.runKind}, 'running', :#${variable.location},
        :#${variable.queries}, strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()))
on conflict (run_key) do update set queries = coalesce(queries, excluded.queries)
