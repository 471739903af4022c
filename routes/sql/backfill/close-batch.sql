-- Its answers are stored. What it has not answered is due again, by the trigger of V62.
update backfill_batches
set closed_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = :#${variable.row[id]} and closed_at is null
