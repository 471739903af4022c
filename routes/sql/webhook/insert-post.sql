insert into webhook_posts (post_key, run_id, day, leads, body, state, created_at, at)
values (:#${variable.post[id]}, :#${variable.run[id]}, :#${variable.run[run_date]}, :#${variable.post[told]}, :#${body}, 'due',
        strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()), strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (post_key) do nothing
