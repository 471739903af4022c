select * from backfill_batches where backfill_id = :#${variable.fill[id]} and state = 'new' order by id
