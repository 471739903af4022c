insert into parcel_requests (run_id, day, addresses, at)
values (:#${variable.run[id]}, :#${variable.run[run_date]}, :#${variable.asked.size}, strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()))
