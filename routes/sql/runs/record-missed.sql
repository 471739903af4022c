-- Kind "missed": dates without a run that were reported to the owner. ref: the last of them, version: the first.
insert into deliveries (kind, ref, version, at)
values ('missed', :#${body[last]}, :#${body[0]}, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (kind, ref) do nothing
