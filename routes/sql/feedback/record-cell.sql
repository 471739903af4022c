insert into feedback_cells (source, property_key, verdict, note, at)
values (:#source, :#property_key, :#said, coalesce(:#note, ''), strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (source, property_key) do update set verdict = excluded.verdict, note = excluded.note, gone = 0, at = excluded.at
