update processes set stopped = :#${variable.row[stopped]} where id = (select max(id) from processes)
