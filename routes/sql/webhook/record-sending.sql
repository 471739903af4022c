update webhook_posts
set state = 'sending', tries = tries + 1, at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = :#${variable.post[id]}
