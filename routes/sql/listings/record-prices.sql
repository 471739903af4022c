-- What searches found of price and status, a row where either changed. Taken before a search, which replaces them, and after.
insert into property_history (property_key, day, price, status, source)
select property_key, last_seen, amount, status, 'search'
from (select *, rowid as scan, nullif(cast(replace(replace(trim(price), ',', ''), '$', '') as real), 0) as amount from property_scans) scans
where fingerprint is not null and property_key is not null and last_seen is not null
  and scan = (select max(same.rowid) from property_scans same
              where same.property_key = scans.property_key and same.fingerprint is not null)
  and not exists (select 1
                  from (select price, status from property_history
                        where property_history.property_key = scans.property_key and source = 'search'
                        order by day desc limit 1) newest
                  where newest.price is scans.amount and newest.status is scans.status)
on conflict (property_key, day, source) do update set price = excluded.price, status = excluded.status
