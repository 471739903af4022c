select * from backfill_batches where backfill_id = :#${variable.fill[id]} and closed_at is null order by id
