insert into property_history (property_key, day, price, status, source)
select property_key, day, price, nullif(status, 'unknown'), 'import'
from import_prices
where reason is null
on conflict (property_key, day, source) do update set price = excluded.price, status = excluded.status
