insert into deliveries (kind, ref, version, at)
values ('mail', :#${variable.run[run_key]}, :#${variable.report[state]}, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
on conflict (kind, ref) do nothing
