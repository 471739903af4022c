update runs set note = :#${variable.stop} where id = :#${variable.run[id]} and note is null
