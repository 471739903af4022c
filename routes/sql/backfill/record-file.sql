update backfill_batches
set file_id = :#file_id, state = 'uploaded', updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = :#${variable.row[id]}
