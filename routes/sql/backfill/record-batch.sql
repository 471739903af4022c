update backfill_batches
set batch_id = coalesce(batch_id, :#batch_id), state = :#state, output_file_id = :#output_file_id, error_file_id = :#error_file_id,
    completed = :#completed, failed = :#failed, error = :#error, updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = :#${variable.row[id]}
