update runs set step = :#${variable.step} where id = :#${variable.run[id]} and state = 'running'
