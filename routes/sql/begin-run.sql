-- One run a key: a second process, or a second wake-up for the same date, changes nothing.
insert into runs (run_key, run_date, kind, state, location, started_at)
values (:#${variable.runKey}, :#${variable.runDate}, :#${variable.runKind}, 'running', :#${variable.location},
        strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
on conflict (run_key) do nothing
