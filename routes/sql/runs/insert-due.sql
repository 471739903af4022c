-- One run a date: a second process, or a second wake-up for the same date, changes nothing.
insert into runs (run_key, run_date, kind, state, step, location, queries, started_at)
values (:#${body}, :#${body}, 'scheduled', 'running', 'due', coalesce(nullif(:#${properties:search.locations}, ''), :#${properties:search.location}),
        :#${properties:search.queries}, strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()))
on conflict (run_key) do nothing
