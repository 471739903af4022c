insert into deliveries (kind, ref, version, at)
values ('retrain', date(leads_now()), :#${variable.learningText}, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (kind, ref) do nothing
