insert into processes (pid, folder, started_at)
values (:#${variable.row[pid]}, :#${properties:data.folder}, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
