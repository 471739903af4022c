update backfills set state = 'open' where id = :#${variable.fill[id]} and state = 'priced'
