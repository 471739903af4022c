insert into told_leads (lead_key)
select :#key
where not exists (select 1 from deliveries where kind = 'sheet' and ref = :#key)
on conflict (lead_key) do nothing
