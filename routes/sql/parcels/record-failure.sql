insert into parcel_requests (run_id, day, addresses, error, at)
values (:#${variable.run[id]}, :#${variable.run[run_date]}, 0, :#${variable.failure}, strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()))
