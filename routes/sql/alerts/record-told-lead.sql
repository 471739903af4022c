insert into told_leads (lead_key, fingerprint)
values (:#property_key, :#fingerprint)
on conflict (lead_key) do update set fingerprint = excluded.fingerprint, run_id = null
