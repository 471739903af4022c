insert into told_leads (property_key)
select :#key
where not exists (select 1 from deliveries where kind = 'sheet' and ref = :#key)
on conflict (property_key) do nothing
