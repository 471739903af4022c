-- Inserts nothing when the run is known, or when one requested for that date and place was interrupted.
insert into runs (run_key, run_date, kind, state, location, queries, started_at)
select :#run_key, :#run_date, :#kind, 'running', :#location,
       coalesce(:#${body[queries]}, :#${properties:search.queries}),
       strftime('%Y-%m-%dT%H:%M:%fZ', leads_now())
where not exists (select 1 from runs
                  where state = 'running' and kind = :#kind and run_date = :#run_date and location = :#location)
on conflict (run_key) do nothing
