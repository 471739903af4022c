-- Runs whose process died; this is asked while no other process runs one.
select * from runs where state = 'running' order by run_date, id
