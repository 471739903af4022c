insert into sightings (run_id, query, start, position, property_key, skip_reason, title)
values (:#${variable.run[id]}, :#${variable.query}, :#${variable.start}, :#position, :#key, :#skip_reason, :#title)
on conflict (run_id, query, start, position) do nothing
