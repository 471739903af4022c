-- version: done, or how the call failed; it is not made again.
insert into deliveries (kind, ref, version, at)
values ('custom-lead', :#key, :#${variable.outcome}, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (kind, ref) do nothing
