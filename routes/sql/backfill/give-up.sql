-- Questions about rows that are gone.
update backfill_answers set state = 'failed', error = 'the property is gone'
where backfill_id = :#${variable.fill[id]} and state = 'due' and scan not in (select rowid from property_scans)
