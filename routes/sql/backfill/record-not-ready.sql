update backfill_batches
set state = 'uploaded', updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = :#${variable.row[id]}
