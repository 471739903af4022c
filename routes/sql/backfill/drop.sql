update backfills set state = 'dropped', finished_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()) where state = 'open'
