update backfills set state = 'done', finished_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = :#${variable.fill[id]} and state = 'open'
  and not exists (select 1 from backfill_answers where backfill_id = backfills.id and state in ('due', 'asked'))
