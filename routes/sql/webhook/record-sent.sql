update webhook_posts
set state = 'sent', error = null, body = null, at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = :#${variable.post[id]}
