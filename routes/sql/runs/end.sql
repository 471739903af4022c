update runs
set state = :#${variable.runState}, error = :#${variable.runError}, step = 'done',
    digest_due = iif(:#${variable.mailHost} = '', 0, 1),
    finished_at = strftime('%Y-%m-%dT%H:%M:%fZ', leads_now())
where id = :#${variable.run[id]}
