-- due: it certainly was not taken.
update webhook_posts
set state = :#${body[state]}, error = :#${body[error]}, at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = :#${variable.post[id]}
