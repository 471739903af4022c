insert into property_history (property_key, day, price, status, source)
select property_key, date(last_seen), price, nullif(status, 'unknown'), 'import'
from import_properties
where price is not null and last_seen <> ''
on conflict (property_key, day, source) do nothing
