insert into deliveries (kind, ref, version, at)
values (:#${variable.delivery}, :#property_key, :#version, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (kind, ref) do update set version = excluded.version, at = excluded.at
