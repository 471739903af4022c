-- The runs that are about to be made; not a dry run, which nobody is told of.
insert into deliveries (kind, ref, version, at)
select 'custom-run', run_key, 'owed', strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()) from runs
where state = 'running' and kind <> 'dry'
on conflict (kind, ref) do nothing
