insert into sightings (run_id, query, start, position, property_key, left_out, title)
values (:#${variable.run[id]}, :#${variable.query}, :#${variable.start}, :#position, :#key, :#left_out, :#title)
on conflict (run_id, query, start, position) do nothing
