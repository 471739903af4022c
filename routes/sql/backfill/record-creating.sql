update backfill_batches
set state = 'creating', updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = :#${variable.row[id]}
