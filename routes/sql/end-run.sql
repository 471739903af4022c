update runs
set state = :#${variable.runState}, error = :#${variable.runError}, step = 'done',
    finished_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
where id = :#${variable.run[id]}
