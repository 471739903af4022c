insert into searches (run_id, query, start, answer, at)
values (:#${variable.run[id]}, :#${variable.query}, :#${variable.start}, :#${variable.page},
        strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()))
on conflict (run_id, query, start) do nothing
