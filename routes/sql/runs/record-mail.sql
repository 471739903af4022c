-- version: the state of the run that was reported, or null when there was nothing to report.
insert into deliveries (kind, ref, version, at)
values ('mail', :#${variable.run[run_key]}, coalesce(:#${variable.toldAs}, 'nothing'), strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (kind, ref) do nothing
