update backfill_batches
set state = :#${variable.outcome}, error = :#${variable.failure},
    updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()), closed_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = :#${variable.row[id]} and closed_at is null
