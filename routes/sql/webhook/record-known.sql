-- What deliveries.jsonl names was sent, also where the database is a copy from before. What is older than the history is not
-- taken up again.
insert into webhook_posts (post_key, day, leads, state, created_at, at)
select :#post_key, :#day, :#leads, 'sent', strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()), strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where :#day >= :#${bean:retention.historySince}
on conflict (post_key) do update set state = 'sent', error = null, body = null where webhook_posts.state <> 'sent'
