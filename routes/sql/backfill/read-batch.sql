select * from backfill_batches where id = :#${variable.row[id]}
