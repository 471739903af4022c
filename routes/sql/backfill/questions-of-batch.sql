select id from backfill_answers where batch_id = :#${variable.row[id]}
