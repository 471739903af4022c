-- The lock is held: it is the newest.
update processes set ended_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()), stopped = null
where id = (select max(id) from processes)
