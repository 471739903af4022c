insert into told_leads (property_key, fingerprint)
values (:#property_key, :#fingerprint)
on conflict (property_key) do update set fingerprint = excluded.fingerprint, run_id = null
