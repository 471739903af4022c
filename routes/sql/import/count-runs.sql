insert into import_rows (source, item, reason)
select 'scan_runs', null, 'run of the old system, which names no property' from old.scan_runs
