insert into answers (run_id, property_key, model, answer, label, confidence, at)
values (:#${variable.run[id]}, :#${variable.listing[property_key]}, :#${variable.chatModel},
        nullif(substr(:#${body}, 1, 1000), ''), coalesce(nullif(:#${variable.label}, ''), 'unclear'),
        cast(nullif(:#${variable.confidence}, '') as real),
        strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()))
on conflict (run_id, property_key) do update
set model = excluded.model, answer = excluded.answer, label = excluded.label, confidence = excluded.confidence, at = excluded.at
